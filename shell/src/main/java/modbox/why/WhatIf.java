package modbox.why;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.HostOutput;
import modbox.kernel.Machine;
import modbox.kernel.Monitor;
import modbox.kernel.Stdio;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/**
 * {@code whatif 'LINE'}: runs a line in a fork of the machine, lets udevd finish, and shows what
 * would differ. This machine stays as it is.
 */
final class WhatIf implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of("whatif", "LINE", "show what a line would change, without doing it");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  /** What a run in a fork gave. */
  private record Trial(int status, String out, String err, List<String> changes) {}

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (args.operands().isEmpty()) {
      proc.complain("expected a line");
      return ExitStatus.USAGE;
    }
    String line = String.join(" ", args.operands());
    Monitor monitor = Monitor.of(proc.sys());
    String directory = proc.sys().getcwd();
    Trial trial;
    try (Machine before = monitor.at(monitor.snapshot());
        Machine fork = monitor.at(monitor.snapshot())) {
      trial = proc.sys().outside(() -> tryOut(before, fork, directory, line, proc.environment()));
    }
    proc.out().print(trial.out());
    new Out(proc.sys(), 2).print(trial.err()).flush();
    if (trial.status() != 0) {
      proc.out().println("exit status " + trial.status());
    }
    for (String change : trial.changes()) {
      proc.out().println(change);
    }
    return ExitStatus.OK;
  }

  private static Trial tryOut(
      Machine before, Machine fork, String directory, String line, List<String> environment) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    HostOutput toOut = (bytes, from, count) -> out.write(bytes, from, count);
    HostOutput toErr = (bytes, from, count) -> err.write(bytes, from, count);
    Stdio stdio = Stdio.of(toOut, toErr);
    // The first words go to the directory that the asker stands in; the line itself is untouched.
    List<String> words =
        List.of("/bin/sh", "-c", "cd -- \"$1\" && eval \"$2\"", "sh", directory, line);
    int status = fork.run(words, environment, stdio);
    fork.run(List.of("/usr/bin/udevadm", "settle"), environment, stdio);
    return new Trial(
        status,
        out.toString(StandardCharsets.ISO_8859_1),
        err.toString(StandardCharsets.ISO_8859_1),
        Look.changes(before, fork));
  }
}
