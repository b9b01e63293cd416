package modbox.sh.syntax;

/** The meaning of {@code $'…'}. Source: POSIX.1-2024, 2.2.4. */
final class AnsiText {
  private final String raw;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private AnsiText(String raw) {
    this.raw = raw;
  }

  static String read(String raw) {
    var reader = new AnsiText(raw);
    while (reader.at < raw.length()) {
      char c = raw.charAt(reader.at++);
      if (c != '\\' || reader.at == raw.length()) {
        reader.text.append(c);
      } else if (!reader.escape(raw.charAt(reader.at++))) {
        break;
      }
    }
    return reader.text.toString();
  }

  /** One escape sequence; false if it is a null byte, which ends the text. */
  private boolean escape(char c) {
    switch (c) {
      case 'a' -> text.append('\007');
      case 'b' -> text.append('\b');
      case 'e', 'E' -> text.append('\033');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'v' -> text.append('\013');
      case 'c' -> {
        char control = at < raw.length() ? raw.charAt(at++) : '@';
        if (control == '\\' && at < raw.length() && raw.charAt(at) == '\\') {
          at++;
        }
        text.append(control == '?' ? '\177' : (char) (control & 0x1f));
      }
      case 'x' -> {
        return number(16, 2, c);
      }
      case 'u' -> unicode(4, c);
      case 'U' -> unicode(8, c);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        return number(8, 3, c);
      }
      case '\\', '\'', '"', '?' -> text.append(c);
      default -> text.append('\\').append(c);
    }
    return true;
  }

  private boolean number(int radix, int digits, char letter) {
    int value = 0;
    int start = at;
    while (at < raw.length()
        && at < start + digits
        && Character.digit(raw.charAt(at), radix) >= 0) {
      value = value * radix + Character.digit(raw.charAt(at++), radix);
    }
    if (at == start) {
      text.append('\\').append(letter);
      return true;
    }
    text.append((char) (value & 0xff));
    return (value & 0xff) != 0;
  }

  private void unicode(int digits, char letter) {
    int value = 0;
    int start = at;
    while (at < raw.length() && at < start + digits && Character.digit(raw.charAt(at), 16) >= 0) {
      value = value * 16 + Character.digit(raw.charAt(at++), 16);
    }
    if (at == start || !Character.isValidCodePoint(value)) {
      text.append('\\').append(letter).append(raw, start, at);
      return;
    }
    byte[] bytes = Character.toString(value).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    text.append(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
  }
}
