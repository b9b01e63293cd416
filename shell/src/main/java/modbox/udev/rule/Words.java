package modbox.udev.rule;

import java.util.ArrayList;
import java.util.List;
import modbox.udev.device.Ascii;

/**
 * How command lines and link lists are cut into words: blanks divide, {@code '…'} and {@code "…"}
 * hold together, backslashes stay as they are. Source: extract_first_word() of systemd.
 */
public final class Words {
  private Words() {}

  /** Whether isspace(3) holds in the C locale. */
  public static boolean isBlank(char c) {
    return Ascii.isSpace(c);
  }

  private static boolean divides(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /** The words; quotes are taken away, one that does not close is forgiven. */
  public static List<String> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (divides(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
        }
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  /** The words between blanks; quotes are nothing special. */
  public static List<String> blankSeparated(String text) {
    var words = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || divides(text.charAt(i))) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** The text without the white space at its end. */
  public static String trimEnd(String text) {
    int end = text.length();
    while (end > 0 && divides(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The text without the white space at its beginning. */
  public static String trimStart(String text) {
    int start = 0;
    while (start < text.length() && divides(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }
}
