package modbox.sh.expand;

/** Writes values so that the shell reads them again. */
public final class Quoting {
  private Quoting() {}

  /** A value in single quotes, as dash lists variables, aliases and traps. */
  public static String quote(String value) {
    var result = new StringBuilder();
    int at = 0;
    do {
      int quote = value.indexOf('\'', at);
      int end = quote < 0 ? value.length() : quote;
      result.append('\'').append(value, at, end).append('\'');
      at = end;
      while (at < value.length() && value.charAt(at) == '\'') {
        at++;
      }
      if (at > end) {
        result.append('"').append(value, end, at).append('"');
      }
    } while (at < value.length());
    return result.toString();
  }
}
