package modbox.tool.proc;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** The program kill of procps; shells have one of their own. */
public final class Kill implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "kill",
              "[options] <pid> [...]",
              "Send a signal to processes",
              ToolSpec.value('s', "signal", "SIGNAL", "signal to send, by name or number"),
              ToolSpec.optional('l', "list", "SIGNAL", "list all signal names, or convert one"),
              ToolSpec.flag('L', "table", "list all signal names in a table"))
          .parsing(ToolSpec.Parsing.RAW);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    List<String> words = args.raw();
    if (words.isEmpty()) {
      proc.err("\nUsage:\n kill [options] <pid> [...]\n\nFor more details see kill(1).\n");
      return ExitStatus.FAILURE;
    }
    String first = words.getFirst();
    if (first.equals("-l") || first.equals("--list")) {
      return list(proc, words.subList(1, words.size()));
    } else if (first.equals("-L") || first.equals("--table")) {
      return table(proc);
    }
    Signal signal = Signal.named("TERM").orElseThrow();
    int next = 0;
    if (first.equals("-s") || first.equals("--signal") || first.equals("-n")) {
      signal = signal(words.size() > 1 ? words.get(1) : "");
      next = 2;
    } else if (first.startsWith("--signal=")) {
      signal = signal(first.substring("--signal=".length()));
      next = 1;
    } else if (first.startsWith("-") && !first.equals("--")) {
      signal = signal(first.substring(1));
      next = 1;
    }
    if (next < words.size() && words.get(next).equals("--")) {
      next++;
    }
    return send(proc, signal, words.subList(Math.min(next, words.size()), words.size()));
  }

  private static Signal signal(String text) throws Failure {
    if (text.equals("0")) {
      return Signal.of(0).orElseThrow(() -> new Failure("unknown signal name 0"));
    }
    return Pgrep.signal(text).orElseThrow(() -> new Failure("unknown signal name " + text));
  }

  private static ExitStatus send(Proc proc, Signal signal, List<String> targets)
      throws ErrnoException {
    ExitStatus status = ExitStatus.OK;
    for (String target : targets) {
      Optional<Long> pid = Sizes.integer(target);
      if (pid.isEmpty()) {
        proc.complain("failed to parse argument: " + Quote.always(target));
        status = ExitStatus.FAILURE;
        continue;
      }
      try {
        proc.sys().kill(pid.get().intValue(), signal.number());
      } catch (ErrnoException e) {
        proc.complain("(" + target + "): " + e.errno().text());
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }

  private static ExitStatus list(Proc proc, List<String> wanted) throws ErrnoException, Failure {
    if (!wanted.isEmpty()) {
      for (String each : wanted) {
        Optional<Long> number = Sizes.integer(each);
        if (number.isPresent()) {
          int n = (int) (number.get() > 128 ? number.get() - 128 : number.get());
          proc.out()
              .println(name(Signal.of(n).orElseThrow(() -> new Failure("unknown signal " + each))));
        } else {
          proc.out().println(Integer.toString(signal(each).number()));
        }
      }
      return ExitStatus.OK;
    }
    var line = new StringBuilder();
    for (int i = 1; i <= 31; i++) {
      line.append(name(Signal.of(i).orElseThrow()));
      line.append(i == 16 || i == 31 ? "\n" : " ");
    }
    proc.out().print(line.toString());
    return ExitStatus.OK;
  }

  private static ExitStatus table(Proc proc) throws ErrnoException {
    for (int i = 1; i <= 31; i++) {
      String name = name(Signal.of(i).orElseThrow());
      proc.out().print((i < 10 ? " " : "") + i + " " + name);
      proc.out().print(i % 7 == 0 || i == 31 ? "\n" : " ".repeat(Math.max(1, 8 - name.length())));
    }
    return ExitStatus.OK;
  }

  private static String name(Signal signal) {
    String name = signal.name();
    return name.startsWith("SIG") ? name.substring(3) : name;
  }
}
