package modbox.tool.mount;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of /etc/fstab or /proc/self/mounts.
 *
 * @param options comma-separated
 */
record Entry(String source, String target, String type, String options) {
  /** All lines of such a file; comments and short lines are passed over. */
  static List<Entry> parse(String text) {
    var all = new ArrayList<Entry>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.strip().split("[ \t]+", -1);
      if (!line.strip().startsWith("#") && words.length >= 3) {
        String options = words.length > 3 ? words[3] : "defaults";
        all.add(new Entry(unescaped(words[0]), unescaped(words[1]), words[2], options));
      }
    }
    return all;
  }

  /** Blanks in names are written in octal. */
  private static String unescaped(String word) {
    if (word.indexOf('\\') < 0) {
      return word;
    }
    var text = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) == '\\' && i + 3 < word.length()) {
        Optional<Integer> octal = octal(word.substring(i + 1, i + 4));
        if (octal.isPresent()) {
          text.append((char) octal.get().intValue());
          i += 3;
          continue;
        }
      }
      text.append(word.charAt(i));
    }
    return text.toString();
  }

  private static Optional<Integer> octal(String digits) {
    try {
      return Optional.of(Integer.parseInt(digits, 8));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Whether the option is in the list. */
  boolean has(String option) {
    return List.of(options.split(",", -1)).contains(option);
  }

  /** Whether a list of types, perhaps with {@code no} in front, takes this one. */
  boolean hasType(String types) {
    boolean not = types.startsWith("no");
    boolean listed = List.of((not ? types.substring(2) : types).split(",", -1)).contains(type);
    return listed != not;
  }
}
