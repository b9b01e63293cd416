package modbox.device;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import modbox.abi.ErrnoException;
import modbox.abi.Step;
import modbox.abi.Uevent;
import modbox.world.World;

/** A driver core on a bench: everything it says and sends is recorded. */
final class Bench implements Surroundings {
  final World world = new World(DeviceTables.TABLES);
  final DeviceCore core = new DeviceCore(world, this);
  final List<String> log = new ArrayList<>();
  final List<Uevent> uevents = new ArrayList<>();
  final TreeMap<String, String> nodes = new TreeMap<>();
  final List<Step> steps = new ArrayList<>();
  final TreeMap<String, Integer> probes = new TreeMap<>();
  long now;

  Bench() {
    core.boot();
  }

  /** The default machine with the drivers that a PC has loaded after start, up to the USB bus. */
  static Bench pc() {
    var bench = new Bench();
    bench.plug("machine", resource("machine"));
    bench.driver("usb", "usb", "usbcore");
    bench.driver("usb", "hub", "usbcore", "usb:v*p*d*dc*dsc*dp*ic09isc*ip*in*");
    bench.driver("pci", "xhci_hcd", "xhci_pci", "pci:v*d*sv*sd*bc0Csc03i30*");
    bench.forget();
    return bench;
  }

  static String resource(String name) {
    try (var in = Bench.class.getResourceAsStream(name + ".umockdev")) {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A description of the library. */
  static String library(String name) {
    try {
      return Files.readString(Path.of("..", "scripts", "devices", name + ".umockdev"), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> plug(String origin, String text) {
    try {
      return core.plug(origin, text);
    } catch (ErrnoException e) {
      throw new AssertionError(e);
    }
  }

  List<String> plug(String preset) {
    return plug(preset, library(preset));
  }

  void unplug(String path) {
    try {
      core.unplug(path);
    } catch (ErrnoException e) {
      throw new AssertionError(e);
    }
  }

  void driver(String bus, String name, String module, String... patterns) {
    try {
      core.registerDriver(bus, name, module, List.of(patterns));
    } catch (ErrnoException e) {
      throw new AssertionError(e);
    }
  }

  /** The drivers of a USB stick: usb-storage, uas, sd, and the sg interface. */
  void storage() {
    String any = "usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*";
    driver("scsi", "sd", "sd_mod", "scsi:t-0x00*");
    core.registerHandler("sg", "sg");
    driver("usb", "usb-storage", "usb_storage", any);
    core.moduleEvent("add", "usb_storage");
    driver("usb", "uas", "uas", any);
    core.moduleEvent("add", "uas");
  }

  /** Lets all work come due. */
  void settle() {
    long next;
    while ((next = core.runWork()) >= 0) {
      now = Math.max(now, next);
    }
  }

  void forget() {
    log.clear();
    uevents.clear();
  }

  /** The events so far: {@code action path (subsystem)}, with a beginning of paths shortened. */
  List<String> events(String prefix, String shortened) {
    return uevents.stream()
        .map(
            e ->
                e.action()
                    + " "
                    + e.devpath().replace(prefix, shortened)
                    + " ("
                    + e.map().get("SUBSYSTEM")
                    + ")")
        .toList();
  }

  @Override
  public void log(int level, String text) {
    log.add(text);
  }

  @Override
  public void createNode(String name, boolean block, int major, int minor, int mode) {
    nodes.put(name, (block ? "b" : "c") + major + ":" + minor + " " + Integer.toOctalString(mode));
  }

  @Override
  public void removeNode(String name, boolean block, int major, int minor) {
    nodes.remove(name);
  }

  @Override
  public void uevent(Uevent uevent) {
    uevents.add(uevent);
  }

  @Override
  public void later(long due) {}

  @Override
  public long uptime() {
    return now;
  }

  @Override
  public String release() {
    return "6.1.0-modbox";
  }

  @Override
  public int probe(Driver driver, Device device) {
    return probes.getOrDefault(driver.name(), 0);
  }

  @Override
  public void explain(Step step) {
    steps.add(step);
  }
}
