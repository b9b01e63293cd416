package modbox.tool.kmod;

import java.util.List;

/** Writes JSON, with keys in the order in which they are added. */
final class JsonText {
  private final StringBuilder text = new StringBuilder("{");

  /** A string. */
  JsonText with(String key, String value) {
    return raw(key, quoted(value));
  }

  /** A number. */
  JsonText with(String key, long value) {
    return raw(key, Long.toString(value));
  }

  /** True or false. */
  JsonText with(String key, boolean value) {
    return raw(key, Boolean.toString(value));
  }

  /** A list of strings. */
  JsonText with(String key, List<String> values) {
    return raw(key, "[" + String.join(",", values.stream().map(JsonText::quoted).toList()) + "]");
  }

  /** What is JSON already. */
  JsonText raw(String key, String value) {
    text.append(text.length() == 1 ? "" : ",").append(quoted(key)).append(':').append(value);
    return this;
  }

  @Override
  public String toString() {
    return text + "}";
  }

  /** One object a line, in brackets. */
  static String array(List<String> objects) {
    return objects.isEmpty() ? "[]\n" : "[\n" + String.join(",\n", objects) + "\n]\n";
  }

  static String quoted(String value) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
