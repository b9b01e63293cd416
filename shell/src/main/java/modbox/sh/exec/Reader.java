package modbox.sh.exec;

import java.util.function.Supplier;
import modbox.abi.ErrnoException;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Parser;
import modbox.sh.syntax.Program;
import modbox.sh.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads and runs a script line by line. */
final class Reader {
  private final Interpreter sh;
  private final Parser parser;

  /** The whole text, for {@code set -v}; empty if lines come one by one. */
  private final String text;

  Reader(Interpreter sh, String text, int firstLine) {
    this.sh = sh;
    this.text = text;
    this.parser = new Parser(text, firstLine, sh.shell());
  }

  Reader(Interpreter sh, Supplier<@Nullable String> lines) {
    this.sh = sh;
    this.text = "";
    this.parser = new Parser(lines, sh.shell());
  }

  int run() throws ShellException, ErrnoException {
    int status = 0;
    int from = 0;
    while (true) {
      Program line;
      try {
        line = parser.line();
      } catch (SyntaxException e) {
        sh.setLine(e.span().line());
        throw new ShellException(e.message());
      }
      from = echo(from);
      if (line == null) {
        return status;
      }
      if (line.commands().isEmpty() || sh.shell().has(Option.NOEXEC)) {
        continue;
      }
      status = sh.run(line, 0);
      if (sh.skip() != Interpreter.Skip.NONE) {
        return status;
      }
    }
  }

  /** Shows the text that was read since {@code from} if the shell is verbose. */
  private int echo(int from) {
    int to = Math.min(parser.offset(), text.length());
    if (to > from && sh.shell().has(Option.VERBOSE)) {
      sh.err(text.substring(from, to));
    }
    return to;
  }
}
