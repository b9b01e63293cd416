package modbox.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the host's command line asks for.
 *
 * @param given option names with their last value; a flag's value is empty
 * @param words FILE and its arguments, or with {@code -c} the arguments alone
 */
record HostOptions(Map<String, String> given, List<String> words) {
  static final String VERSION = "modbox 0.1.0";

  /** An option of the host program; a label makes it take a value. */
  record Option(String name, String label, List<String> values, String text) {
    boolean takesValue() {
      return !label.isEmpty();
    }
  }

  /** In the order of the help. Two readers: the quick one here, and picocli's. */
  static final List<Option> ALL =
      List.of(
          new Option("-c", "LINE", List.of(), "run the shell line LINE"),
          new Option(
              "--rootfs",
              "DIR",
              List.of(),
              "lay the host directory DIR over the root file system; it is never written"),
          new Option(
              "--kernel",
              "DEB|DIR",
              List.of(),
              "boot with the module tree of a kernel package or directory"),
          new Option("--kernel-release", "R", List.of(), "what uname -r says"),
          new Option("--cmdline", "TEXT", List.of(), "kernel command line (default: quiet)"),
          new Option(
              "--profile",
              "NAME",
              List.of("debian-12", "debian-13"),
              "the release that is emulated (default: debian-12)"),
          new Option(
              "--bare", "", List.of(), "boot with no devices, no coldplug and no configuration"),
          new Option(
              "--clock",
              "KIND",
              List.of("wall", "virtual"),
              "kind of time (default: wall at a terminal, else virtual)"),
          new Option("--seed", "N", List.of(), "seed of everything that is drawn (default: 1)"),
          new Option(
              "--state",
              "FILE",
              List.of(),
              "keep the machine in FILE: begin with what is in it, put the machine into it at the"
                  + " end"),
          new Option("--no-color", "", List.of(), "no colours"),
          new Option(
              "--max-statements", "N", List.of(), "end a scenario after N statements (0: never)"),
          new Option("--warm-up", "KIND", List.of("sh", "js"), ""),
          new Option("--make-machine", "FILE", List.of(), ""));

  /** The command line is wrong, or it asked for help: what to print, and the exit status. */
  static final class Answer extends Exception {
    private final String text;
    private final int status;

    Answer(String text, int status) {
      super(text, null, false, false);
      this.text = text;
      this.status = status;
    }

    String text() {
      return text;
    }

    int status() {
      return status;
    }
  }

  /**
   * Reads the command line. What is plain is read here: loading picocli, whose classes are too old
   * for the JVM's cache, costs as much time as everything else at start-up. Help, errors and
   * unusual spellings are picocli's.
   */
  static HostOptions parse(List<String> arguments) throws Answer {
    Optional<HostOptions> plain = plain(arguments);
    HostOptions options = plain.isPresent() ? plain.get() : HostCommandLine.parse(arguments);
    options.check();
    return options;
  }

  /** Empty if a word is not plainly an option of ours, its value, or the first operand. */
  static Optional<HostOptions> plain(List<String> arguments) {
    var given = new TreeMap<String, String>();
    int i = 0;
    while (i < arguments.size() && arguments.get(i).startsWith("-")) {
      Option option = named(arguments.get(i++));
      if (option == null || (option.takesValue() && i == arguments.size())) {
        return Optional.empty();
      }
      given.put(option.name(), option.takesValue() ? arguments.get(i++) : "");
    }
    return Optional.of(
        new HostOptions(given, new ArrayList<>(arguments.subList(i, arguments.size()))));
  }

  private static @org.jspecify.annotations.Nullable Option named(String name) {
    for (Option option : ALL) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    return null;
  }

  private void check() throws Answer {
    for (Option option : ALL) {
      String value = given.get(option.name());
      if (value == null) {
        continue;
      }
      if (!option.values().isEmpty() && !option.values().contains(value)) {
        throw bad(option, value, String.join(", ", option.values()));
      }
      if (option.label().equals("N")) {
        try {
          var _ = Long.parseLong(value);
        } catch (NumberFormatException _) {
          throw bad(option, value, "a whole number");
        }
      }
    }
  }

  private static Answer bad(Option option, String value, String wanted) {
    return new Answer(
        "modbox: invalid argument '"
            + value
            + "' for '"
            + option.name()
            + "' (wanted: "
            + wanted
            + ")\n",
        2);
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(given.get(name));
  }

  long number(String name, long otherwise) {
    String value = given.get(name);
    return value == null ? otherwise : Long.parseLong(value);
  }
}
