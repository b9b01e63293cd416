package modbox.device;

import io.vavr.collection.SortedMap;

/** Names inside texts: where the machine calls a device otherwise than its description. */
final class Tokens {
  private Tokens() {}

  /** The text with every whole word that is an old name replaced by the new one. */
  static String apply(String text, SortedMap<String, String> tokens) {
    if (tokens.isEmpty()) {
      return text;
    }
    StringBuilder out = null;
    int copied = 0;
    for (int at = 0; at < text.length(); at++) {
      String old = starts(text, at) ? longest(text, at, tokens) : "";
      if (!old.isEmpty()) {
        out = out == null ? new StringBuilder() : out;
        out.append(text, copied, at).append(tokens.get(old).get());
        copied = at + old.length();
        at = copied - 1;
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private static String longest(String text, int at, SortedMap<String, String> tokens) {
    String best = "";
    for (String old : tokens.keySet()) {
      int end = at + old.length();
      if (old.length() > best.length()
          && text.startsWith(old, at)
          && (end == text.length() || !wordPart(text.charAt(end)))) {
        best = old;
      }
    }
    return best;
  }

  private static boolean starts(String text, int at) {
    return wordPart(text.charAt(at)) && (at == 0 || !wordPart(text.charAt(at - 1)));
  }

  private static boolean wordPart(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
