package modbox.kmod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.image.index.Names;
import modbox.kmod.Config.Entry;

/** Every way in which a module can be loaded under the present configuration. */
public final class Ways {
  private static final List<String> REQUESTS =
      List.of("fs-", "net-pf-", "char-major-", "block-major-", "crypto-", "tty-ldisc-", "binfmt-");

  /**
   * One way.
   *
   * @param kind name, alias, request, dependency, softdep, path or boot
   * @param how the command or the name that takes it
   * @param place file and line that open it
   * @param open whether the module is loaded when it is taken
   * @param reason what shuts it, with its place; empty if nothing does
   */
  public record Way(String kind, String how, String place, boolean open, String reason) {}

  private final Modules modules;
  private final KmodFiles files;
  private final Module module;
  private final List<Way> ways = new ArrayList<>();

  private Ways(Modules modules, KmodFiles files, Module module) {
    this.modules = modules;
    this.files = files;
    this.module = module;
  }

  /** All ways to a module, open or shut. */
  public static List<Way> of(Modules modules, KmodFiles files, String name) throws ErrnoException {
    var ways = new Ways(modules, files, modules.named(name));
    ways.search();
    return ways.ways;
  }

  private void search() throws ErrnoException {
    String kernel = kernelRefusal();
    String command = command();
    Optional<String> path = modules.path(module);
    if (path.isPresent()) {
      add("path", "insmod " + path.get(), path.get(), kernel);
      add("name", "modprobe " + module.name(), index("modules.dep"), first(kernel, command));
      if (!command.isEmpty()) {
        add("name", "modprobe -i " + module.name(), index("modules.dep"), kernel);
      }
    }
    String alias = first(kernel, blacklist(), command);
    aliases(alias);
    lines("modules.dep", (line, place) -> dependency(line, place, first(kernel, command)));
    softdeps(first(kernel, command));
    boot(first(kernel, blacklist(), command));
  }

  private void add(String kind, String how, String place, String reason) {
    ways.add(new Way(kind, how, place, reason.isEmpty(), reason));
  }

  private static String first(String... reasons) {
    for (String reason : reasons) {
      if (!reason.isEmpty()) {
        return reason;
      }
    }
    return "";
  }

  private String index(String name) {
    return modules.tree().directory() + "/" + name;
  }

  /** What makes the kernel itself refuse. */
  private String kernelRefusal() {
    if (read("/proc/sys/kernel/modules_disabled").strip().equals("1")) {
      return "modules_disabled is 1 (/proc/sys/kernel/modules_disabled)";
    }
    for (String word : read("/proc/cmdline").strip().split(" ", -1)) {
      if (word.startsWith("module_blacklist=")
          && List.of(word.substring("module_blacklist=".length()).split(",", -1))
              .contains(module.name())) {
        return word + " (/proc/cmdline)";
      }
    }
    return "";
  }

  private String blacklist() {
    return modules
        .blacklisted(module)
        .map(b -> "blacklist " + b.name() + " (" + b.place() + ")")
        .orElse("");
  }

  /** The install command that is run in the module's place, unless soft dependencies beat it. */
  private String command() throws ErrnoException {
    Optional<Entry.Command> command = modules.installCommand(module);
    if (command.isEmpty() || !modules.softdeps(module).isEmpty()) {
      return "";
    }
    String text = command.get().text();
    boolean loads =
        text.contains("modprobe") || text.contains("insmod") || text.contains("$CMDLINE_OPTS");
    return loads
        ? ""
        : "install " + command.get().name() + " " + text + " (" + command.get().place() + ")";
  }

  private void aliases(String reason) throws ErrnoException {
    for (Entry.Alias alias : modules.config().aliases()) {
      if (alias.text().equals(module.name())) {
        add("alias", alias.name(), alias.place(), reason);
      }
    }
    lines(
        "modules.alias",
        (line, place) -> {
          int end = line.lastIndexOf(' ');
          if (line.startsWith("alias ")
              && Names.module(line.substring(end + 1)).equals(module.name())) {
            String pattern = line.substring("alias ".length(), end);
            boolean request = REQUESTS.stream().anyMatch(pattern::startsWith);
            add(request ? "request" : "alias", pattern, place, reason);
          }
        });
  }

  private void dependency(String line, String place, String reason) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return;
    }
    for (String path : line.substring(colon + 1).strip().split(" ", -1)) {
      if (!path.isEmpty() && Names.ofPath(path).equals(module.name())) {
        add("dependency", "modprobe " + Names.ofPath(line.substring(0, colon)), place, reason);
      }
    }
  }

  private void softdeps(String reason) {
    for (Entry.Softdep line : modules.config().softdeps()) {
      var named = new ArrayList<>(line.pre());
      named.addAll(line.post());
      if (named.stream().anyMatch(n -> Names.module(n).equals(module.name()))) {
        add("softdep", "modprobe " + line.name(), line.place(), reason);
      }
    }
  }

  /** What is loaded at boot by name: systemd-modules-load leaves out what is blacklisted. */
  private void boot(String reason) throws ErrnoException {
    for (String directory :
        List.of("/etc/modules-load.d", "/run/modules-load.d", "/usr/lib/modules-load.d")) {
      if (files.find(directory).isPresent()) {
        for (var entry : files.list(directory)) {
          if (entry.name().endsWith(".conf")) {
            bootFile(directory + "/" + entry.name(), reason);
          }
        }
      }
    }
    bootFile("/etc/modules", reason);
    for (String word : read("/proc/cmdline").strip().split(" ", -1)) {
      if (word.startsWith("modules_load=") || word.startsWith("rd.modules_load=")) {
        for (String name : word.substring(word.indexOf('=') + 1).split(",", -1)) {
          if (Names.module(name).equals(module.name())) {
            add("boot", word, "/proc/cmdline", reason);
          }
        }
      }
    }
  }

  private void bootFile(String path, String reason) {
    int number = 0;
    for (String line : read(path).split("\n", -1)) {
      number++;
      if (!line.startsWith("#")
          && !line.startsWith(";")
          && Names.module(line.strip()).equals(module.name())) {
        add("boot", "systemd-modules-load", path + ":" + number, reason);
      }
    }
  }

  @FunctionalInterface
  private interface LineTaker {
    void take(String line, String place);
  }

  private void lines(String name, LineTaker taker) {
    int number = 0;
    for (String line : read(index(name)).split("\n", -1)) {
      taker.take(line, index(name) + ":" + ++number);
    }
  }

  /** A file's text; what is not there opens no way. */
  private String read(String path) {
    try {
      return files.text(path);
    } catch (ErrnoException _) {
      return "";
    }
  }
}
