package modbox.user.text;

import java.util.Optional;
import java.util.function.IntPredicate;

/** The character classes of the C locale: isalpha(3) and its kin. A byte above 127 is in none. */
public final class CharacterClass {
  private CharacterClass() {}

  /** The class with this name, as between {@code [:} and {@code :]}. */
  public static Optional<IntPredicate> named(String name) {
    IntPredicate test =
        switch (name) {
          case "alpha" -> CharacterClass::isAlpha;
          case "digit" -> CharacterClass::isDigit;
          case "alnum" -> c -> isAlpha(c) || isDigit(c);
          case "upper" -> c -> c >= 'A' && c <= 'Z';
          case "lower" -> c -> c >= 'a' && c <= 'z';
          case "space" -> CharacterClass::isSpace;
          case "blank" -> c -> c == ' ' || c == '\t';
          case "punct" -> c -> c > ' ' && c < 127 && !isAlpha(c) && !isDigit(c);
          case "print" -> c -> c >= ' ' && c < 127;
          case "graph" -> c -> c > ' ' && c < 127;
          case "cntrl" -> c -> c < ' ' || c == 127;
          case "xdigit" -> c -> isDigit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
          default -> null;
        };
    return Optional.ofNullable(test);
  }

  public static boolean isAlpha(int c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
  }

  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** isspace(3): blank, tab, newline, vertical tab, form feed, carriage return. */
  public static boolean isSpace(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** A letter, digit or underscore: what {@code \w} means. */
  public static boolean isWord(int c) {
    return isAlpha(c) || isDigit(c) || c == '_';
  }

  public static char toLower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  public static char toUpper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
  }

  /** The text with its ASCII letters made small. */
  public static String toLower(String text) {
    var small = new char[text.length()];
    for (int i = 0; i < small.length; i++) {
      small[i] = toLower(text.charAt(i));
    }
    return new String(small);
  }
}
