package modbox.sh.job;

import modbox.sh.syntax.Aliases;
import modbox.sh.syntax.Parser;
import modbox.sh.syntax.Span;
import modbox.sh.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks the syntax of a whole script beforehand. */
final class ScriptCheck {
  private ScriptCheck() {}

  static String complaint(String name, String text) {
    SyntaxException error = error(text);
    if (error == null || changesReading(text, error.span())) {
      return "";
    }
    Span span = error.span();
    int at = Math.min(span.start(), text.length());
    int row = span.line();
    while (at > 0 && text.charAt(at - 1) == '\n') {
      at--; // the end of the text: the place is the end of the line before
      row = Math.max(1, row - 1);
    }
    int start = text.lastIndexOf('\n', at - 1) + 1;
    int end = text.indexOf('\n', at);
    String line = text.substring(start, end < 0 ? text.length() : end);
    int column = at - start;
    return name
        + ": "
        + row
        + ":"
        + (column + 1)
        + ": "
        + error.message()
        + "\n  "
        + line
        + "\n  "
        + " ".repeat(column)
        + "^\n";
  }

  private static @Nullable SyntaxException error(String text) {
    try {
      new Parser(text, 1, Aliases.NONE).program();
      return null;
    } catch (SyntaxException e) {
      return e;
    }
  }

  /** Whether lines before the error define aliases or end the script: then it must be tried. */
  private static boolean changesReading(String text, Span error) {
    String before = text.substring(0, Math.min(text.length(), Math.max(0, error.start())));
    return before.contains("alias") || before.contains("exit") || before.contains("exec");
  }
}
