package modbox.terminal;

import modbox.sh.syntax.Outcome;
import modbox.sh.syntax.Parser;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Tells the editor whether what was typed is whole; the shell's own parser decides. */
final class CommandLines extends DefaultParser {
  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE
        && Parser.check(line + "\n", _ -> null) instanceof Outcome.Unfinished unfinished) {
      throw new EOFError(-1, cursor, unfinished.message(), unfinished.missing().name());
    }
    // For completion words are enough; a quote that is still open is no error there.
    return super.parse(line, cursor, ParseContext.COMPLETE);
  }
}
