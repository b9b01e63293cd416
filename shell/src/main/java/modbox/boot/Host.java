package modbox.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Signal;
import modbox.abi.WindowSize;
import modbox.kernel.HostConsole;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.sh.job.Sh;
import modbox.terminal.Assistance;
import modbox.terminal.Console;
import modbox.terminal.HostSignals;
import modbox.terminal.TerminalShell;
import modbox.user.Programs;

/**
 * One run of the host program: boots the machine that the options ask for and runs in it what they
 * name.
 */
final class Host {
  private final HostOptions options;
  private final Programs programs;

  /** Where the machine is kept between runs, if it is. */
  private final Optional<StateFile> state;

  Host(HostOptions options) throws HostOptions.Answer {
    this.options = options;
    Optional<String> file = options.value("--state");
    this.state = file.isPresent() ? Optional.of(new StateFile(file.get())) : Optional.empty();
    this.programs = new Programs(Families.of(profile()));
  }

  private String profile() {
    return options.value("--profile").orElse("debian-12");
  }

  /** The exit status. */
  int run() throws HostOptions.Answer, IOException {
    List<String> words = options.words();
    if (!options.has("-c") && !words.isEmpty() && words.getFirst().equals("kernel")) {
      return KernelCommand.run(words.subList(1, words.size()));
    }
    if (!options.has("-c") && !words.isEmpty() && words.getFirst().equals("image")) {
      return ImageCommand.run(
          words.subList(1, words.size()), MachineOptions.of(programs).withProfile(profile()));
    }
    if (!options.has("-c") && words.isEmpty() && isTerminal()) {
      return interactive();
    }
    List<String> argv = command();
    try (Machine machine = boot(true)) {
      forwardSignals(machine);
      int status = machine.run(argv, environment(), HostStreams.stdio());
      keep(machine);
      return status;
    }
  }

  /**
   * The launcher knows cheaply which of the standard streams are terminals; without it the JDK is
   * asked.
   */
  private static boolean isTerminal() {
    String terminals = System.getenv("MODBOX_TERMINALS");
    return terminals != null && terminals.contains("0");
  }

  /** What the machine is to run. */
  private List<String> command() throws HostOptions.Answer {
    List<String> words = options.words();
    var argv = new ArrayList<String>();
    Optional<String> line = options.value("-c");
    if (line.isPresent()) {
      check("sh", line.get());
      argv.addAll(List.of("/bin/sh", "-c", line.get()));
      argv.addAll(words);
    } else if (words.isEmpty()) {
      argv.add("/bin/sh");
    } else {
      script(words, argv);
    }
    return argv;
  }

  private void script(List<String> words, List<String> argv) throws HostOptions.Answer {
    String file = words.getFirst();
    String text = read(file);
    if (file.endsWith(".js") || file.endsWith(".mjs")) {
      argv.add("/usr/bin/js");
      if (options.has("--max-statements")) {
        argv.add("--max-statements=" + options.value("--max-statements").orElseThrow());
      }
      argv.addAll(
          List.of(
              "--name=" + Path.of(HostArguments.toText(file)).toAbsolutePath(), "--eval", text));
      argv.addAll(words.subList(1, words.size()));
    } else {
      check(file, text);
      argv.addAll(List.of("/bin/sh", "-c", text));
      argv.addAll(words);
    }
  }

  /** A script that cannot be parsed does not begin. */
  private static void check(String name, String script) throws HostOptions.Answer {
    String complaint = Sh.complaint(name, script);
    if (!complaint.isEmpty()) {
      throw new HostOptions.Answer(complaint, 2);
    }
  }

  private static String read(String file) throws HostOptions.Answer {
    try {
      return new String(
          Files.readAllBytes(Path.of(HostArguments.toText(file))), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      String why =
          Files.exists(Path.of(HostArguments.toText(file)))
              ? "cannot be read"
              : "No such file or directory";
      throw new HostOptions.Answer("modbox: " + file + ": " + why + "\n", 2);
    }
  }

  private int interactive() throws HostOptions.Answer, IOException {
    try (Machine machine = boot(false)) {
      HostConsole pty = machine.console(new WindowSize(24, 80));
      var assistance = new Assistance(machine, programs);
      try (Console console = Console.open(pty, assistance, history(), color())) {
        int status =
            machine.run(new TerminalShell(console, assistance), List.of("-sh"), environment(), pty);
        keep(machine);
        return status;
      }
    }
  }

  /** A directory of the host that can be read; else a clear word, and status 2. */
  private static Path directory(String name) throws HostOptions.Answer {
    Path dir = Path.of(HostArguments.toText(name));
    if (!Files.isDirectory(dir) || !Files.isReadable(dir)) {
      String why =
          Files.isDirectory(dir)
              ? "Permission denied"
              : HostPaths.complaint(dir, "Not a directory");
      throw new HostOptions.Answer("modbox: " + name + ": " + why + "\n", 2);
    }
    return dir.toAbsolutePath();
  }

  private boolean color() {
    String none = System.getenv("NO_COLOR");
    return !options.has("--no-color") && (none == null || none.isEmpty());
  }

  private static Path history() {
    String state = System.getenv("XDG_STATE_HOME");
    Path dir =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return dir.resolve("modbox").resolve("history");
  }

  private Machine boot(boolean script) throws HostOptions.Answer {
    MachineOptions machine =
        MachineOptions.of(programs)
            .withClock(
                options.value("--clock").orElse(script ? "virtual" : "wall").equals("virtual"))
            .withProfile(profile())
            .withSeed(options.number("--seed", 1))
            .withBare(options.has("--bare"));
    if (options.has("--cmdline")) {
      machine = machine.withCommandLine(options.value("--cmdline").orElseThrow());
    }
    if (options.has("--rootfs")) {
      machine = machine.withRootfs(directory(options.value("--rootfs").orElseThrow()));
    }
    if (options.has("--kernel")) {
      machine = machine.withKernel(KernelCommand.open(options.value("--kernel").orElseThrow()));
    }
    if (options.has("--kernel-release")) {
      machine = machine.withRelease(options.value("--kernel-release").orElseThrow());
    }
    Optional<Machine> kept = state.isPresent() ? state.get().load(machine) : Optional.empty();
    return kept.isPresent() ? kept.get() : boot(machine);
  }

  private void keep(Machine machine) throws HostOptions.Answer {
    if (state.isPresent()) {
      state.get().save(machine);
    }
  }

  private Machine boot(MachineOptions machine) {
    if (options.has("--bare")) {
      return Machine.boot(machine);
    }
    Optional<Machine> saved = isDefault() ? BootImage.open(machine) : Optional.empty();
    return saved.isPresent() ? saved.get() : BootImage.boot(machine, BootImage.environment());
  }

  /** Whether the machine that is asked for boots as the default one does. */
  private boolean isDefault() {
    return profile().equals("debian-12")
        && !options.has("--cmdline")
        && !options.has("--rootfs")
        && !options.has("--kernel")
        && !options.has("--kernel-release");
  }

  private static List<String> environment() {
    return List.of(
        "HOME=/root",
        "LOGNAME=root",
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "PWD=/root",
        "SHELL=/bin/sh",
        "TERM=" + Optional.ofNullable(System.getenv("TERM")).orElse("dumb"),
        "USER=root");
  }

  /** The host's TERM, HUP and INT become the guest's. */
  private static void forwardSignals(Machine machine) {
    for (Signal signal : List.of(Signal.INT, Signal.TERM, Signal.HUP)) {
      HostSignals.handle(signal, machine::signal);
    }
  }
}
