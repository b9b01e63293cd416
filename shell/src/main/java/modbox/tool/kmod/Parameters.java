package modbox.tool.kmod;

import java.util.List;

/** Module parameters from a command line as one string for the kernel. */
final class Parameters {
  private Parameters() {}

  /**
   * Joins words with blanks.
   *
   * @param quotes whether a value with a blank is put in quotes, unless it begins with one
   */
  static String join(List<String> words, boolean quotes) {
    var text = new StringBuilder();
    for (String word : words) {
      text.append(text.isEmpty() ? "" : " ").append(quotes ? quoted(word) : word);
    }
    return text.toString();
  }

  private static String quoted(String word) {
    int equal = word.indexOf('=');
    String value = word.substring(equal + 1);
    if (equal < 0 || value.indexOf(' ') < 0 || value.startsWith("\"") || value.startsWith("'")) {
      return word;
    }
    return word.substring(0, equal + 1) + '"' + value + '"';
  }
}
