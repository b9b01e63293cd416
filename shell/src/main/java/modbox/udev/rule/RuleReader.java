package modbox.udev.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a rules file: physical lines to logical ones, those to tokens, GOTO to its line. */
public final class RuleReader {
  /** The longest line, in bytes. */
  static final int LONGEST = 16384;

  private final Context context;
  private final String path;
  private final List<RuleLine> lines = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private RuleReader(Context context, String path) {
    this.context = context;
    this.path = path;
  }

  /** Reads the text of a file; complaints are in the result. */
  public static RuleFile read(Context context, String path, String text) {
    var reader = new RuleReader(context, path);
    reader.readLines(text);
    return new RuleFile(path, reader.resolved(), reader.diagnostics);
  }

  private void readLines(String text) {
    String continued = null;
    boolean ignoring = false;
    int number = 0;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (end - start >= LONGEST) {
        return; // the rest of the file is not read
      }
      String line = Words.trimStart(text.substring(start, end));
      start = end + 1;
      number++;
      if (line.startsWith("#")) {
        continue;
      }
      if (continued != null && !ignoring) {
        ignoring = continued.length() + line.length() >= LONGEST;
        line = continued + line;
      }
      ignoring |= line.length() >= LONGEST;
      if (line.endsWith("\\")) {
        continued = ignoring ? "" : line.substring(0, line.length() - 1);
        continue;
      }
      if (ignoring) {
        say(Diagnostic.Level.ERROR, number, "Line is too long, ignored");
      } else if (!line.isEmpty()) {
        add(line, number);
      }
      continued = null;
      ignoring = false;
    }
  }

  private void say(Diagnostic.Level level, int line, String text) {
    diagnostics.add(new Diagnostic(level, new Place(path, line), text, Diagnostic.Form.FILE));
  }

  private void add(String text, int number) {
    var place = new Place(path, number);
    var reader = new TokenReader(context, place, diagnostics);
    try {
      var lexer = new Lexer(text);
      for (Lexer.Pair pair = lexer.next(); pair != null; pair = lexer.next()) {
        reader.read(pair);
      }
    } catch (Lexer.LexException e) {
      reader.say(Diagnostic.Level.ERROR, "Invalid key/value pair, ignoring.");
      return;
    } catch (TokenReader.BadLine e) {
      return; // it has been complained about
    }
    RuleLine line = line(place, text, reader.tokens, reader.label, reader.goTo);
    boolean effective =
        line.updates()
            || line.hasName()
            || line.hasLink()
            || line.hasStaticNode()
            || reader.label != null
            || reader.goTo != null;
    if (effective) {
      lines.add(line);
    } else {
      reader.say(Diagnostic.Level.WARNING, "The line takes no effect, ignoring.");
    }
  }

  private static RuleLine line(
      Place place, String text, List<Token> tokens, @Nullable String label, @Nullable String goTo) {
    var sorted = new ArrayList<>(tokens);
    sorted.sort(Comparator.comparing(Token::kind));
    return new RuleLine(
        place,
        text,
        sorted,
        label == null ? "" : label,
        goTo == null ? "" : goTo,
        goTo == null ? -1 : Integer.MAX_VALUE,
        has(tokens, Kind.A_NAME),
        tokens.stream().anyMatch(t -> t.kind().concernsNode()),
        has(tokens, Kind.A_STATIC_NODE),
        tokens.stream().anyMatch(t -> t.kind().updates()));
  }

  private static boolean has(List<Token> tokens, Kind kind) {
    for (Token token : tokens) {
      if (token.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /** The lines with every GOTO led to its LABEL; the ones that lost their only effect are gone. */
  private List<RuleLine> resolved() {
    dropLostJumps();
    var resolved = new ArrayList<RuleLine>();
    for (int i = 0; i < lines.size(); i++) {
      RuleLine line = lines.get(i);
      resolved.add(line.jump() < 0 ? line : line.jumpingTo(target(line.goTo(), i)));
    }
    return resolved;
  }

  private void dropLostJumps() {
    for (int i = 0; i < lines.size(); i++) {
      RuleLine line = lines.get(i);
      if (line.jump() < 0 || target(line.goTo(), i) >= 0) {
        continue;
      }
      int number = line.place().line();
      say(
          Diagnostic.Level.ERROR,
          number,
          "GOTO=\"" + line.goTo() + "\" has no matching label, ignoring");
      lines.set(i, line.jumpingTo(-1));
      if (!line.updates() && !line.hasName() && !line.hasLink() && !line.hasStaticNode()) {
        say(Diagnostic.Level.NOTICE, number, "The line takes no effect any more, dropping");
        if (line.label().isEmpty()) {
          lines.remove(i--);
        }
      }
    }
  }

  private int target(String label, int from) {
    if (label.isEmpty()) {
      return -1;
    }
    for (int i = from + 1; i < lines.size(); i++) {
      if (lines.get(i).label().equals(label)) {
        return i;
      }
    }
    return -1;
  }
}
