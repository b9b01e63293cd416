package modbox.user;

/** File names in messages, quoted as gnulib's quotearg does in the C locale. */
public final class Quote {
  private Quote() {}

  /** {@code 'name'}, in a form that a shell reads back. */
  public static String always(String name) {
    return quote(name);
  }

  /** The name as it is unless a shell would read it otherwise. */
  public static String ifNeeded(String name) {
    return needed(name) || name.indexOf(':') >= 0 ? quote(name) : name;
  }

  /** The name as ls shows it on a terminal: quoted if a shell would read it otherwise. */
  public static String forShell(String name) {
    return needed(name) ? quote(name) : name;
  }

  /** Whether a shell would not read the name as one word that means itself. */
  public static boolean needed(String name) {
    if (name.isEmpty()) {
      return true;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean special =
          switch (c) {
            case '~', '#' -> i == 0;
            case '{', '}' -> name.length() == 1;
            default -> " \t!\"$&'()*;<=>?[\\^`|".indexOf(c) >= 0 || c < ' ' || c >= 0x7f;
          };
      if (special) {
        return true;
      }
    }
    return false;
  }

  private static String quote(String name) {
    boolean apostrophe = name.indexOf('\'') >= 0;
    boolean control = name.chars().anyMatch(c -> c < ' ' || c >= 0x7f);
    if (apostrophe && !control && name.chars().noneMatch(c -> "\"$`\\!".indexOf(c) >= 0)) {
      return '"' + name + '"';
    }
    if (!apostrophe && !control) {
      return "'" + name + "'";
    }
    var text = new StringBuilder("'");
    boolean dollar = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c >= 0x7f) {
        text.append(dollar ? "" : "'$'").append(escape(c));
        dollar = true;
        continue;
      }
      if (dollar) {
        text.append("''");
        dollar = false;
      }
      text.append(c == '\'' ? "'\\''" : String.valueOf(c));
    }
    return text.append('\'').toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case 7 -> "\\a";
      case 8 -> "\\b";
      case 9 -> "\\t";
      case 10 -> "\\n";
      case 11 -> "\\v";
      case 12 -> "\\f";
      case 13 -> "\\r";
      default ->
          "\\" + (char) ('0' + (c >> 6)) + (char) ('0' + (c >> 3 & 7)) + (char) ('0' + (c & 7));
    };
  }
}
