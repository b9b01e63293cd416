package modbox.tool.text.sed;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Failure;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;

/** Which commands are selected by the present line; remembers which ranges are open. */
final class Ranges {
  /** Whether the pattern space matches an expression. */
  interface Matching {
    boolean test(Optional<Regex> regex) throws RegexException, Failure;
  }

  private final List<Command> commands;
  private final boolean[] open;
  private final long[] ends;

  Ranges(List<Command> commands) {
    this.commands = commands;
    open = new boolean[commands.size()];
    ends = new long[commands.size()];
    for (int i = 0; i < open.length; i++) {
      // 0,/re/ is open before the first line
      open[i] = commands.get(i).first().map(a -> a.equals(new Address.Line(0))).orElse(false);
    }
  }

  /** Whether the range of this command has ended with the present line. */
  boolean ended(int index) {
    return !open[index];
  }

  boolean selects(int index, Matching matching, Input input)
      throws ErrnoException, RegexException, Failure {
    Command command = commands.get(index);
    if (command.first().isEmpty()) {
      return !command.negated();
    }
    Address first = command.first().get();
    boolean selected =
        command.second().isEmpty()
            ? matches(first, matching, input)
            : inRange(index, first, command.second().get(), matching, input);
    return selected != command.negated();
  }

  private static boolean matches(Address address, Matching matching, Input input)
      throws ErrnoException, RegexException, Failure {
    return switch (address) {
      case Address.Line(long number) -> input.line() == number;
      case Address.Last() -> input.atEnd();
      case Address.Pattern(var regex) -> matching.test(regex);
      case Address.Step(long start, long step) ->
          step == 0
              ? input.line() == start
              : input.line() >= start && (input.line() - start) % step == 0;
      case Address.Following _, Address.Multiple _ -> false;
    };
  }

  private boolean inRange(int index, Address first, Address second, Matching matching, Input input)
      throws ErrnoException, RegexException, Failure {
    long line = input.line();
    if (open[index]) {
      switch (second) {
        case Address.Pattern _, Address.Last _, Address.Step _ ->
            open[index] = !matches(second, matching, input);
        case Address.Line _, Address.Following _, Address.Multiple _ -> {
          open[index] = line < ends[index];
          return line <= ends[index]
              || (first instanceof Address.Pattern
                  && reopens(index, first, second, matching, input));
        }
      }
      return true;
    }
    return matches(first, matching, input) && opens(index, second, line);
  }

  private boolean reopens(int index, Address first, Address second, Matching matching, Input input)
      throws ErrnoException, RegexException, Failure {
    return matches(first, matching, input) && opens(index, second, input.line());
  }

  private boolean opens(int index, Address second, long line) {
    ends[index] =
        switch (second) {
          case Address.Line(long number) -> number;
          case Address.Following(long count) -> line + count;
          case Address.Multiple(long of) -> of <= 0 ? line : (line + of - 1) / of * of;
          case Address.Pattern _, Address.Last _, Address.Step _ -> Long.MAX_VALUE;
        };
    open[index] = ends[index] > line;
    return true;
  }
}
