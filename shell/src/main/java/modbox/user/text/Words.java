package modbox.user.text;

import java.util.ArrayList;
import java.util.List;

/** Splitting of text into words with quotes, as xargs and env -S do. */
public final class Words {
  private Words() {}

  /**
   * Words separated by blanks; quotes and backslashes keep blanks. An open quote ends with the
   * text.
   */
  public static List<String> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean any = false;
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
        any = true;
      } else if (c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        any = true;
      } else if (CharacterClass.isSpace(c)) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (any) {
      words.add(word.toString());
    }
    return words;
  }
}
