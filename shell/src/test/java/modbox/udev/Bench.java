package modbox.udev;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.Mode;
import modbox.abi.Step;
import modbox.udev.builtin.Builtin;
import modbox.udev.builtin.Builtins;
import modbox.udev.builtin.Kernel;
import modbox.udev.daemon.UdevHost;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.RuleEvent;
import org.jspecify.annotations.Nullable;

/** A udev without a machine: devices of a description in memory, programs by a table. */
final class Bench implements UdevHost {
  private static final Set<String> BUSES =
      Set.of(
          "pci",
          "usb",
          "scsi",
          "hid",
          "acpi",
          "platform",
          "pnp",
          "serio",
          "spi",
          "i2c",
          "virtio",
          "cpu",
          "memory",
          "mmc",
          "sdio",
          "usb-serial");

  final MemoryFiles files = new MemoryFiles();
  final Map<String, Spawned> programs = new LinkedHashMap<>();
  final List<String> paths = new ArrayList<>();
  final List<Step> steps = new ArrayList<>();
  final List<String> loaded = new ArrayList<>();

  /** A text among the test resources, as a byte string. */
  static String resource(String name) {
    try (InputStream in = Bench.class.getResourceAsStream("/udev/" + name)) {
      return new String(
          Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The devices of a description in umockdev's format. */
  Bench plug(String description) {
    for (String block : description.split("\n\n+")) {
      plugOne(block);
    }
    files.put("/proc/sys/kernel/ostype", "Linux\n");
    files.put("/proc/cmdline", "root=/dev/sda1 quiet word key=value net.ifnames=0\n");
    files.dir("/dev");
    files.dir("/run/udev");
    return this;
  }

  private void plugOne(String block) {
    String path = "";
    String node = "";
    var env = new LinkedHashMap<String, String>();
    for (String line : block.split("\n")) {
      if (line.length() < 3 || line.startsWith("#")) {
        continue;
      }
      String rest = line.substring(3);
      int eq = rest.indexOf('=');
      String key = eq < 0 ? rest : rest.substring(0, eq);
      String value = eq < 0 ? "" : rest.substring(eq + 1);
      switch (line.charAt(0)) {
        case 'P' -> path = rest;
        case 'N' -> node = key;
        case 'E' -> env.put(key, value);
        case 'A' -> files.put("/sys" + path + "/" + key, unescape(value));
        case 'H' -> files.put("/sys" + path + "/" + key, bytes(value));
        case 'L' -> files.link("/sys" + path + "/" + key, value);
        default -> throw new IllegalArgumentException(line);
      }
    }
    paths.add(path);
    publish(path, node, env);
  }

  private void publish(String path, String node, Map<String, String> env) {
    String subsystem = env.remove("SUBSYSTEM");
    var uevent = new StringBuilder();
    env.forEach((key, value) -> uevent.append(key).append('=').append(value).append('\n'));
    files.put("/sys" + path + "/uevent", uevent.toString());
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (subsystem != null && !subsystem.isEmpty()) {
      boolean bus = BUSES.contains(subsystem);
      String folder = bus ? "/sys/bus/" + subsystem : "/sys/class/" + subsystem;
      files.dir(folder);
      files.link("/sys" + path + "/subsystem", folder);
      files.link(folder + (bus ? "/devices/" : "/") + name, "/sys" + path);
    }
    if (env.containsKey("MAJOR")) {
      boolean block = "block".equals(subsystem);
      int major = Integer.parseInt(env.get("MAJOR"));
      int minor = Integer.parseInt(env.get("MINOR"));
      files.link("/sys/dev/" + (block ? "block/" : "char/") + major + ":" + minor, "/sys" + path);
      files.node("/dev/" + node, block ? Mode.BLK : Mode.CHR, Dev.make(major, minor));
    }
  }

  private static String unescape(String value) {
    return value.replace("\\n", "\n").replace("\\\\", "\\");
  }

  private static String bytes(String hex) {
    var text = new StringBuilder();
    for (int i = 0; i < hex.length(); i += 2) {
      text.append((char) Integer.parseInt(hex.substring(i, i + 2), 16));
    }
    return text.toString();
  }

  /** A device by its path or the end of it. */
  String path(String name) {
    return paths.stream()
        .filter(p -> p.equals(name) || p.endsWith("/" + name))
        .reduce((first, second) -> name.equals("ttyUSB0") ? second : first)
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  @Override
  public Files files() {
    return files;
  }

  @Override
  public Spawned spawn(Device device, String command, int most) {
    return programs.getOrDefault(command, new Spawned(1, "", false));
  }

  @Override
  public int builtin(RuleEvent event, String name, String command) {
    Builtin builtin = Objects.requireNonNull(Builtins.find(command));
    var kernel =
        new Kernel() {
          @Override
          public void load(String alias) {
            loaded.add(alias);
          }

          @Override
          public void ioctl(String node, int request, byte[] argument)
              throws modbox.abi.ErrnoException {
            throw Errno.ENOTTY.on(node);
          }

          @Override
          public void grant(String node, List<Integer> users) {}
        };
    return builtin.run(
        new Builtin.Call(
            files,
            event,
            modbox.udev.rule.Words.split(command),
            kernel,
            _ -> Map.of(),
            (_, _) -> {}));
  }

  @Override
  public String constant(String which) {
    return which.equals("arch") ? "x86-64" : "none";
  }

  @Override
  public String commandLine() {
    return String.valueOf(files.read("/proc/cmdline"));
  }

  @Override
  public boolean logs(Diagnostic.Level level) {
    return false;
  }

  @Override
  public void log(Diagnostic.Level level, String text) {}

  @Override
  public boolean explainsAll() {
    return false;
  }

  @Override
  public void explain(Step step) {
    steps.add(step);
  }

  @Override
  public ResolveNames resolveNames() {
    return ResolveNames.EARLY;
  }

  @Override
  public int user(String name) {
    return Map.of("root", 0, "alice", 1001, "nobody", 65534).getOrDefault(name, -1);
  }

  @Override
  public int group(String name) {
    return Map.of("root", 0, "tty", 5, "disk", 6, "dialout", 20, "audio", 29, "plug", 1005)
        .getOrDefault(name, -1);
  }

  @Override
  public String builtin(String command) {
    @Nullable Builtin found = Builtins.find(command);
    return found == null ? "" : found.name();
  }

  @Override
  public long microseconds() {
    return 1_000_000;
  }

  @Override
  public Device rename(RuleEvent event) {
    return event.device();
  }
}
