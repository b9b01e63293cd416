package modbox.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import modbox.abi.ErrnoException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random plugging, pulling, loading and binding; the tables agree with each other throughout. */
class StormTest {
  private static final List<String> PRESETS =
      List.of(
          "usb-stick",
          "usb-serial-ftdi",
          "pcie-nic-e1000e",
          "usb-keyboard",
          "usb-mouse",
          "usb-ethernet-ax88179",
          "usb-bluetooth-csr",
          "usb-webcam-uvc",
          "nvme-ssd",
          "sound-card-hda");

  private record Loadable(String bus, String name, String pattern) {}

  private static final List<Loadable> DRIVERS =
      List.of(
          new Loadable("usb", "usb-storage", "usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*"),
          new Loadable("usb", "uas", "usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*"),
          new Loadable("scsi", "sd", "scsi:t-0x00*"),
          new Loadable("usb", "usbhid", "usb:v*p*d*dc*dsc*dp*ic03isc*ip*in*"),
          new Loadable("hid", "hid-generic", "hid:b*g*v*p*"),
          new Loadable("usb", "ftdi_sio", "usb:v0403p6001d*dc*dsc*dp*ic*isc*ip*in*"),
          new Loadable("usb-serial", "ftdi_sio", "none:"),
          new Loadable("pci", "e1000e", "pci:v00008086d000010D3sv*sd*bc*sc*i*"),
          new Loadable("pci", "igc", "pci:v00008086d000015F3sv*sd*bc*sc*i*"),
          new Loadable("pci", "ahci", "pci:v*d*sv*sd*bc01sc06i01*"),
          new Loadable("pci", "xhci_hcd", "pci:v*d*sv*sd*bc0Csc03i30*"),
          new Loadable("pci", "nvme", "pci:v*d*sv*sd*bc01sc08i02*"),
          new Loadable("pci", "snd_hda_intel", "pci:v*d*sv*sd*bc04sc03i00*"),
          new Loadable("hdaudio", "snd_hda_codec_realtek", "hdaudio:v10EC0257r*a01*"),
          new Loadable("usb", "btusb", "usb:v*p*d*dc*dsc*dp*icE0isc01ip01in*"),
          new Loadable("usb", "uvcvideo", "usb:v*p*d*dc*dsc*dp*ic0Eisc01ip00in*"),
          new Loadable("usb", "snd-usb-audio", "usb:v*p*d*dc*dsc*dp*ic01isc01ip*in*"),
          new Loadable("usb", "ax88179_178a", "usb:v0B95p1790d*dc*dsc*dp*icFFiscFFip00in*"),
          new Loadable("acpi", "button", "acpi*:LNXPWRBN:*"));

  private static final List<String> HANDLERS = List.of("evdev", "mousedev", "sg");

  private final Bench pc = new Bench();
  private final List<String> roots = new ArrayList<>();
  private final Invariants invariants = new Invariants(pc);

  private void run(long seed, int steps, int every) {
    var random = new Random(seed);
    pc.plug("machine", Bench.resource("machine"));
    pc.driver("usb", "usb", "usbcore");
    pc.driver("usb", "hub", "usbcore", "usb:v*p*d*dc*dsc*dp*ic09isc*ip*in*");
    for (int step = 0; step < steps; step++) {
      try {
        step(random);
      } catch (ErrnoException e) {
        // a refused step is a step: the invariants hold all the same
      }
      if (step % every == 0) {
        invariants.check();
      }
    }
    invariants.check();
  }

  private void step(Random random) throws ErrnoException {
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        String preset = PRESETS.get(random.nextInt(PRESETS.size()));
        roots.addAll(pc.core.plug(preset, Bench.library(preset)));
      }
      case 2 -> {
        if (!roots.isEmpty()) {
          pc.core.unplug(roots.remove(random.nextInt(roots.size())));
        }
      }
      case 3, 4, 5 -> load(random);
      case 6 -> {
        Device device = any(random);
        if (device.bound()) {
          pc.core.control().unbind(device.subsystem(), device.driver(), device.name());
        }
      }
      case 7 -> {
        Device device = any(random);
        pc.core.control().probe(device.subsystem(), device.name());
      }
      case 8 -> pc.settle();
      default -> {
        Device device = any(random);
        if (random.nextInt(3) == 0) {
          DeviceClass net = pc.world.get(DeviceTables.CLASSES, "net");
          String name = net.devices().toJavaList().get(random.nextInt(net.devices().size()))._1;
          pc.core.interfaces().rename(name, "net" + random.nextInt(1000));
        } else if (device.subsystem().equals("pci") && random.nextInt(4) == 0) {
          pc.core.actions().remove(device.path());
          pc.core.actions().rescanAll();
        } else if (device.devtype().equals("usb_device")) {
          pc.core.actions().authorize(device.path(), random.nextBoolean() ? "0" : "1");
        }
      }
    }
  }

  private void load(Random random) throws ErrnoException {
    int choice = random.nextInt(DRIVERS.size() + HANDLERS.size());
    if (choice >= DRIVERS.size()) {
      String handler = HANDLERS.get(choice - DRIVERS.size());
      if (pc.world.has(DeviceTables.HANDLERS, handler)) {
        pc.core.unregisterHandler(handler);
      } else {
        pc.core.registerHandler(handler, handler);
      }
      return;
    }
    Loadable driver = DRIVERS.get(choice);
    if (pc.world.has(DeviceTables.DRIVERS, Driver.key(driver.bus(), driver.name()))) {
      pc.core.unregisterDriver(driver.bus(), driver.name());
    } else {
      pc.core.registerDriver(driver.bus(), driver.name(), driver.name(), List.of(driver.pattern()));
    }
  }

  private Device any(Random random) {
    int skip = random.nextInt(pc.world.size(DeviceTables.DEVICES));
    for (Device device : pc.world.rows(DeviceTables.DEVICES)) {
      if (skip-- == 0) {
        return device;
      }
    }
    throw new AssertionError();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aShortStormKeepsTheTablesWhole(long seed) {
    run(seed, 500, 10);
  }

  @Test
  @Tag("slow")
  void aLongStormKeepsTheTablesWhole() {
    run(4, 10_000, 100);
  }
}
