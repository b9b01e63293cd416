package modbox.js;

import java.util.List;
import java.util.Map;

/** Writes the little JSON that crosses the bridge. */
final class Json {
  private Json() {}

  /** A string, from a byte string. */
  static String string(String bytes) {
    var out = new StringBuilder("\"");
    Bridge.text(bytes)
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                  if (c < 0x20 || c == 0x2028 || c == 0x2029) {
                    out.append("\\u%04x".formatted(c));
                  } else {
                    out.append((char) c);
                  }
                }
              }
            });
    return out.append('"').toString();
  }

  /** An array of strings. */
  static String array(List<String> strings) {
    return "[" + String.join(",", strings.stream().map(Json::string).toList()) + "]";
  }

  /** An object of strings. */
  static String object(Map<String, String> strings) {
    var out = new StringBuilder("{");
    strings.forEach(
        (key, value) ->
            out.append(out.length() == 1 ? "" : ",")
                .append(string(key))
                .append(':')
                .append(string(value)));
    return out.append('}').toString();
  }
}
