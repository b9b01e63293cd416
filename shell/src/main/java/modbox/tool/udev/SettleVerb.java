package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.udev.device.SysFiles;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm settle: waits until all events are handled. */
final class SettleVerb implements Verb {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "settle",
          "[OPTIONS]",
          "Wait until no event is left",
          flag('h', "help", "print this"),
          flag('V', "version", "print the version"),
          value('t', "timeout", "SEC", "wait no longer than this"),
          value('E', "exit-if-exists", "FILE", "stop waiting when the file is there"),
          value('s', "seq-start", "N", "gone"),
          value('e', "seq-end", "N", "gone"),
          flag('q', "quiet", "gone"));

  private static final long DEFAULT = 120 * Waiting.SECOND;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    for (String gone : new String[] {"seq-start", "seq-end", "quiet"}) {
      if (args.has(gone)) {
        char letter = gone.equals("quiet") ? 'q' : gone.equals("seq-end") ? 'e' : 's';
        throw new Failure("Option -" + letter + " no longer supported.");
      }
    }
    long timeout = DEFAULT;
    if (args.has("timeout")) {
      String text = args.value("timeout").orElse("");
      timeout = Waiting.seconds(text);
      if (timeout < 0) {
        throw new Failure("Failed to parse timeout value '" + text + "': Invalid argument");
      }
    }
    if (!args.operands().isEmpty()) {
      throw new Failure("Extraneous argument: " + args.operands().getFirst());
    }
    var files = new SysFiles(proc.sys());
    String file = args.value("exit-if-exists").orElse("");
    if (file.isEmpty()) {
      return settled(Waiting.settled(proc.sys(), timeout));
    }
    return settled(
        Waiting.until(
            proc.sys(), timeout, () -> files.mode(file) != 0 || Waiting.settled(proc.sys(), 0)));
  }

  private static ExitStatus settled(boolean done) throws Failure {
    if (!done) {
      throw new Failure("Timed out while waiting for udev queue to empty.");
    }
    return ExitStatus.OK;
  }
}
