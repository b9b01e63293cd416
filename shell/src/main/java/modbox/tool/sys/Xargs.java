package modbox.tool.sys;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Builds command lines from standard input and runs them. */
public final class Xargs implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "xargs",
              "[OPTION]... COMMAND [INITIAL-ARGS]...",
              "Run COMMAND with arguments INITIAL-ARGS and more arguments read from input",
              flag('0', "null", "items are separated by a null, not whitespace"),
              value('a', "arg-file", "FILE", "read arguments from FILE, not standard input"),
              value(
                  'd',
                  "delimiter",
                  "CHARACTER",
                  "items in input stream are separated by CHARACTER"),
              value('E', "", "END", "set logical EOF string"),
              optional('e', "eof", "END", "equivalent to -E END if END is specified"),
              value('I', "", "R", "same as --replace=R"),
              optional('i', "replace", "R", "replace R in INITIAL-ARGS with names read"),
              value('L', "max-lines", "MAX-LINES", "use at most MAX-LINES input lines per command"),
              optional('l', "", "MAX-LINES", "similar to -L but defaults to at most one line"),
              value('n', "max-args", "MAX-ARGS", "use at most MAX-ARGS arguments per command line"),
              flag('o', "open-tty", "reopen stdin as /dev/tty in the child process"),
              value('P', "max-procs", "MAX-PROCS", "run at most MAX-PROCS processes at a time"),
              flag('p', "interactive", "prompt before running commands"),
              flag('r', "no-run-if-empty", "if there are no arguments, then do not run COMMAND"),
              value('s', "max-chars", "MAX-CHARS", "limit length of command line to MAX-CHARS"),
              flag('t', "verbose", "print commands before executing them"),
              flag('x', "exit", "exit if the size (see -s) is exceeded"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> command = args.operands().isEmpty() ? List.of("echo") : args.operands();
    var runner = new XargsRunner(proc, args, command);
    Optional<String> replace = replacement(args);
    In in = In.open(proc, args.value("arg-file").orElse("-"));
    var items = new XargsItems(in, args, replace.isPresent());
    long lines = number(args, args.has("l") ? "l" : "max-lines", args.has("l") ? 1 : 0);
    long most = number(args, "max-args", 0);
    if (replace.isPresent()) {
      for (var item = items.next(); item.isPresent(); item = items.next()) {
        runner.replaced(replace.get(), item.get().text());
      }
    } else {
      batches(runner, items, lines, most, !args.has("no-run-if-empty"));
    }
    return runner.finish();
  }

  private static Optional<String> replacement(Args args) {
    for (Args.Given given : args.given().reversed()) {
      switch (given.key()) {
        case "I" -> {
          return given.value();
        }
        case "replace" -> {
          return Optional.of(given.value().orElse("{}"));
        }
        case "max-lines", "l", "max-args" -> {
          return Optional.empty();
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  static long number(Args args, String key, long usual) throws Args.UsageException {
    String text = args.value(key).orElse("");
    if (text.isEmpty()) {
      return usual;
    }
    String letter =
        switch (key) {
          case "max-args" -> "n";
          case "max-chars" -> "s";
          case "max-procs" -> "P";
          default -> "L";
        };
    return Sizes.integer(text)
        .filter(n -> n >= (key.equals("max-procs") ? 0 : 1))
        .orElseThrow(
            () ->
                new Args.UsageException(
                    Sizes.integer(text).isEmpty()
                        ? "invalid number \"" + text + "\" for -" + letter + " option"
                        : "value " + text + " for -" + letter + " option should be >= 1"));
  }

  private static void batches(
      XargsRunner runner, XargsItems items, long lines, long most, boolean evenEmpty)
      throws ErrnoException, Failure {
    var batch = new ArrayList<String>();
    long lineCount = 0;
    boolean any = false;
    for (var next = items.next(); next.isPresent(); next = items.next()) {
      XargsItems.Item item = next.get();
      if (!batch.isEmpty() && !runner.fits(batch, item.text())) {
        runner.run(batch);
        batch.clear();
        lineCount = 0;
      }
      batch.add(item.text());
      any = true;
      lineCount += item.endsLine() ? 1 : 0;
      if ((most > 0 && batch.size() >= most) || (lines > 0 && lineCount >= lines)) {
        runner.run(batch);
        batch.clear();
        lineCount = 0;
      }
    }
    if (!batch.isEmpty() || (!any && evenEmpty)) {
      runner.run(batch);
    }
  }
}
