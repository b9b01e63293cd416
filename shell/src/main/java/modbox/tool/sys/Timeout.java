package modbox.tool.sys;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.user.Args;
import modbox.user.Exec;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.time.Durations;

/** Runs a program for a while. */
public final class Timeout implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "timeout",
              "[OPTION] DURATION COMMAND [ARG]...",
              "Start COMMAND, and kill it if still running after DURATION",
              flag((char) 0, "preserve-status", "exit with the same status as COMMAND"),
              flag((char) 0, "foreground", "leave COMMAND in the terminal's foreground"),
              value('k', "kill-after", "DURATION", "also send a KILL signal this long afterwards"),
              value('s', "signal", "SIGNAL", "specify the signal to be sent on timeout"),
              flag('v', "verbose", "diagnose to stderr any signal sent upon timeout"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND)
          .usageStatus(125);

  private static final int TIMED_OUT = 124;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    List<String> words = args.operands();
    if (words.size() < 2) {
      throw new Args.UsageException(""); // as the real one: only the way to help
    }
    long limit = duration(words.getFirst());
    long grace = args.has("kill-after") ? duration(args.value("kill-after").orElse("")) : 0;
    String name = args.value("signal").orElse("TERM");
    Signal signal =
        Signals.parse(name)
            .orElseThrow(() -> new Args.UsageException(Quote.always(name) + ": invalid signal"));
    List<String> command = words.subList(1, words.size());
    proc.sys().sigaction(Signal.ALRM, Signal.Disposition.CATCH);
    int child =
        Exec.spawn(
            proc,
            command,
            proc.environment(),
            "failed to run command " + Quote.always(command.getFirst()));
    proc.sys().setitimer(limit, 0);
    boolean timedOut = false;
    while (true) {
      try {
        Optional<WaitStatus> ended = proc.sys().wait4(child, 0);
        if (ended.isPresent()) {
          return result(args, ended.get(), timedOut);
        }
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINTR) {
          throw e;
        }
        proc.sys().takeSignal();
        send(proc, args, child, timedOut ? Signal.KILL : signal, command.getFirst());
        if (!timedOut && grace > 0) {
          proc.sys().setitimer(grace, 0);
        }
        timedOut = true;
      }
    }
  }

  private static void send(Proc proc, Args args, int child, Signal signal, String command)
      throws ErrnoException {
    if (args.has("verbose")) {
      proc.complain("sending signal " + signal.name() + " to command " + Quote.always(command));
    }
    proc.sys().kill(child, signal.number());
    proc.sys().kill(child, Signal.CONT.number());
  }

  private static ExitStatus result(Args args, WaitStatus ended, boolean timedOut) {
    if (timedOut && !args.has("preserve-status")) {
      boolean killed = ended.isKilled() && ended.signal() == Signal.KILL.number();
      return new ExitStatus(killed ? 128 + Signal.KILL.number() : TIMED_OUT);
    }
    return new ExitStatus(ended.shellStatus());
  }

  private static long duration(String text) throws Args.UsageException {
    return Durations.parse(text)
        .orElseThrow(() -> new Args.UsageException("invalid time interval " + Quote.always(text)));
  }
}
