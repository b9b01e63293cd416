package modbox.user.text;

import java.util.List;

/** echo: what it prints for its arguments. */
public final class Echo {
  private Echo() {}

  /**
   * The text for these words.
   *
   * @param escapes whether escapes are expanded without {@code -e}, as dash's echo does
   */
  public static String text(List<String> words, boolean escapes) {
    boolean newline = true;
    int i = 0;
    while (i < words.size() && isOption(words.get(i))) {
      for (int k = 1; k < words.get(i).length(); k++) {
        switch (words.get(i).charAt(k)) {
          case 'n' -> newline = false;
          case 'e' -> escapes = true;
          default -> escapes = false;
        }
      }
      i++;
    }
    String text = String.join(" ", words.subList(i, words.size()));
    if (escapes) {
      Escapes.Expanded expanded = Escapes.expand(text, Escapes.Octal.ZERO_FIRST);
      text = expanded.text();
      newline &= !expanded.stopped();
    }
    return newline ? text + "\n" : text;
  }

  private static boolean isOption(String word) {
    return word.length() > 1
        && word.charAt(0) == '-'
        && word.chars().skip(1).allMatch(c -> c == 'n' || c == 'e' || c == 'E');
  }
}
