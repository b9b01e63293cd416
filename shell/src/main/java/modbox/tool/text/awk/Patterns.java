package modbox.tool.text.awk;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import modbox.user.Failure;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;
import modbox.user.text.CharacterClass;
import modbox.user.text.Escapes;

/**
 * Compiles awk's regular expressions, which have escapes everywhere, braces without meaning and
 * repetitions that may begin an expression.
 */
final class Patterns {
  private static final int MOST = 500;
  private static final String SPECIAL = ".[]()*+?{}|^$\\";

  private final Runnable checkpoint;
  private final Map<String, Pattern> known = new HashMap<>();

  Patterns(Runnable checkpoint) {
    this.checkpoint = checkpoint;
  }

  /** The pattern of a text that the program computed. */
  Pattern of(String text) throws Failure {
    Pattern pattern = known.get(text);
    if (pattern == null) {
      if (known.size() > MOST) {
        known.clear();
      }
      try {
        pattern = compile(text);
      } catch (RegexException e) {
        throw new Failure(2, failed(text, e));
      }
      known.put(text, pattern);
    }
    return pattern;
  }

  /** The message about a pattern that does not compile. */
  static String failed(String text, RegexException e) {
    return "regular expression compile failed (" + reason(text, e) + ")\n" + text;
  }

  private static String reason(String text, RegexException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("[")) {
      return "bad class -- [], [^] or [";
    } else if (message.contains("(")) {
      return text.indexOf('(') >= 0 && !message.startsWith("Unmatched )")
          ? "missing ')'"
          : "missing '('";
    }
    return "missing operand";
  }

  Pattern compile(String text) throws RegexException {
    return new Pattern(
        Regex.compile(
            new Translation(text).all(), Regex.Syntax.EXTENDED, false, false, checkpoint));
  }

  /** The way from awk's spelling to POSIX's. */
  private static final class Translation {
    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;

    Translation(String text) {
      this.text = text;
    }

    String all() {
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '\\' && at < text.length()) {
          literal(escape());
        } else if (c == '[') {
          bracket();
        } else if (c == '{' || c == '}' || c == '\\') {
          literal(c);
        } else {
          out.append(c);
        }
      }
      return out.toString();
    }

    private void literal(char c) {
      if (SPECIAL.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }

    /** The character behind a backslash. */
    private char escape() {
      char c = text.charAt(at);
      if (c >= '0' && c <= '7') {
        var number = new StringBuilder();
        at = Escape.number(text, at, 3, 8, number);
        return number.charAt(0);
      }
      at++;
      int simple = c == 'e' ? -1 : Escapes.simple(c);
      return simple >= 0 ? (char) simple : c;
    }

    private void bracket() {
      boolean negative = at < text.length() && text.charAt(at) == '^';
      at += negative ? 1 : 0;
      var members = new BitSet(256);
      boolean first = true;
      while (at < text.length() && (text.charAt(at) != ']' || first)) {
        first = false;
        if (!named(members)) {
          range(members);
        }
      }
      if (at >= text.length()) {
        out.append('['); // the compiler says what is wrong with it
        return;
      }
      at++;
      write(members, negative);
    }

    private boolean named(BitSet members) {
      int end = text.startsWith("[:", at) ? text.indexOf(":]", at + 2) : -1;
      if (end < 0) {
        return false;
      }
      var test = CharacterClass.named(text.substring(at + 2, end));
      if (test.isEmpty()) {
        at = text.length();
        return true;
      }
      for (int c = 0; c < 256; c++) {
        if (test.get().test(c)) {
          members.set(c);
        }
      }
      at = end + 2;
      return true;
    }

    private char member() {
      char c = text.charAt(at++);
      return c == '\\' && at < text.length() ? escape() : c;
    }

    private void range(BitSet members) {
      char low = member();
      boolean ranges =
          at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
      if (!ranges) {
        members.set(low);
        return;
      }
      at++;
      char high = member();
      if (low <= high) {
        members.set(low, high + 1);
      }
    }

    /** Writes a set so that no member means anything else by where it stands. */
    private void write(BitSet members, boolean negative) {
      Optional<Character> alone =
          !negative && members.cardinality() == 1
              ? Optional.of((char) members.nextSetBit(0))
              : Optional.empty();
      if (alone.isPresent()) {
        literal(alone.get());
        return;
      }
      out.append(negative ? "[^" : "[").append(members.get(']') ? "]" : "");
      for (int c = 0; c < 256; c++) {
        if (members.get(c) && !placed(c)) {
          int last = c;
          while (last < 255 && members.get(last + 1) && !placed(last + 1)) {
            last++;
          }
          out.append((char) c);
          if (last > c) {
            out.append('-').append((char) last);
          }
          c = last;
        }
      }
      out.append(members.get('^') ? "^" : "").append(members.get('[') ? "[" : "");
      out.append(members.get('-') ? "-" : "").append(']');
    }

    private static boolean placed(int c) {
      return c == ']' || c == '[' || c == '^' || c == '-';
    }
  }
}
