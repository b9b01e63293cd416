package modbox.tool.log;

/** Multi-byte characters in byte strings. */
final class Utf8 {
  private Utf8() {}

  /** The length in bytes of the character at a place; 1 for a byte that begins none. */
  static int length(String text, int at) {
    char first = text.charAt(at);
    int length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
    if (at + length > text.length()) {
      return 1;
    }
    for (int i = 1; i < length; i++) {
      if ((text.charAt(at + i) & 0xc0) != 0x80) {
        return 1;
      }
    }
    return length;
  }

  /** A string's content in JSON. */
  static String json(String text) {
    var result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> result.append('\\').append(c);
        case '\n' -> result.append("\\n");
        case '\t' -> result.append("\\t");
        case '\r' -> result.append("\\r");
        case '\b' -> result.append("\\b");
        case '\f' -> result.append("\\f");
        default -> {
          if (c < ' ') {
            result.append("\\u%04x".formatted((int) c));
          } else {
            result.append(c);
          }
        }
      }
    }
    return result.toString();
  }
}
