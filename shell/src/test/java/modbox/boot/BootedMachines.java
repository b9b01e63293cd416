package modbox.boot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Stdio;
import modbox.kernel.Syscalls;
import modbox.user.Out;
import modbox.user.Programs;

/** Machines booted once for each set of options, of which every test gets a fork. */
final class BootedMachines implements AutoCloseable {
  static final List<String> ENVIRONMENT =
      List.of(
          "HOME=/root",
          "LOGNAME=root",
          "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "SHELL=/bin/sh",
          "TERM=dumb",
          "USER=root");

  /** What a line printed to both streams, and its status. */
  record Ran(int status, String text) {}

  private final Map<String, Machine> booted = new TreeMap<>();

  /** A fork of the machine that the host program's options ask for. */
  Machine fork(List<String> words) throws HostOptions.Answer {
    String key = String.join(" ", words);
    Machine machine = booted.get(key);
    if (machine == null) {
      machine = boot(HostOptions.parse(words));
      booted.put(key, machine);
    }
    return machine.fork();
  }

  private static Machine boot(HostOptions options) throws HostOptions.Answer {
    String profile = options.value("--profile").orElse("debian-12");
    MachineOptions machine =
        MachineOptions.of(new Programs(Families.of(profile)))
            .withProfile(profile)
            .withSeed(options.number("--seed", 1))
            .withBare(options.has("--bare"));
    if (options.has("--cmdline")) {
      machine = machine.withCommandLine(options.value("--cmdline").orElseThrow());
    }
    if (options.has("--kernel")) {
      machine = machine.withKernel(KernelCommand.open(options.value("--kernel").orElseThrow()));
    }
    Machine booted = Machine.boot(machine);
    if (!options.has("--bare")) {
      Init.run(booted, ENVIRONMENT);
    }
    return booted;
  }

  /** Runs a line in a machine. */
  static Ran sh(Machine machine, String line) {
    return run(machine, List.of("/bin/sh", "-c", line));
  }

  static Ran run(Machine machine, List<String> argv) {
    var out = new ByteArrayOutputStream();
    int status = machine.run(argv, ENVIRONMENT, Stdio.of(out::write, out::write));
    return new Ran(status, out.toString(StandardCharsets.ISO_8859_1));
  }

  /** Writes a file of a machine, and the directories above it. */
  static void write(Syscalls sys, String path, byte[] content) throws ErrnoException {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      try {
        sys.stat(path.substring(0, slash));
      } catch (ErrnoException e) {
        sys.mkdir(path.substring(0, slash), 0755);
      }
    }
    int fd = sys.open(path, Open.WRONLY | Open.CREAT | Open.TRUNC, 0644);
    new Out(sys, fd).write(content).flush();
    sys.close(fd);
  }

  /** The same from outside. */
  static void write(Machine machine, String path, byte[] content) {
    int status =
        machine.run(
            (sys, _, _) -> {
              write(sys, path, content);
              return 0;
            },
            List.of("write"),
            List.of(),
            Stdio.of((_, _, _) -> {}, (_, _, _) -> {}));
    if (status != 0) {
      throw new AssertionError(path + ": status " + status);
    }
  }

  @Override
  public void close() {
    booted.values().forEach(Machine::close);
  }
}
