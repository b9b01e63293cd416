package modbox.tool.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import modbox.user.Failure;
import modbox.user.Quote;
import modbox.user.text.CharacterClass;
import modbox.user.text.Escapes;

/** A string of tr: characters in order, each of them or each run a part of its own. */
final class TrSet {
  /** A part: its characters, the class it names if any, whether it stretches ({@code [x*]}). */
  private record Part(String chars, String named, boolean stretches) {}

  private final List<Part> parts;

  private TrSet(List<Part> parts) {
    this.parts = parts;
  }

  static TrSet parse(String text, boolean complement) throws Failure {
    var parts = new ArrayList<Part>();
    var reader = new Reader(text);
    while (reader.more()) {
      parts.add(reader.part());
    }
    var set = new TrSet(parts);
    if (!complement) {
      return set;
    }
    var in = new boolean[256];
    set.mark(in);
    var rest = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      if (!in[c]) {
        rest.append(c);
      }
    }
    return new TrSet(List.of(new Part(rest.toString(), "", false)));
  }

  private String chars() {
    var all = new StringBuilder();
    parts.forEach(part -> all.append(part.chars()));
    return all.toString();
  }

  void mark(boolean[] in) {
    chars().chars().forEach(c -> in[c] = true);
  }

  /** Makes the map from the first string's characters to the second's. */
  static void fill(char[] map, TrSet first, String second, boolean truncate, boolean complement)
      throws Failure {
    TrSet target = parse(second, false);
    if (!complement && first.mapsCase(target, map)) {
      return;
    }
    String from = first.chars();
    String to = target.stretched(from.length());
    if (to.isEmpty() && !truncate) {
      throw new Failure("when not truncating set1, string2 must be non-empty");
    }
    for (Part part : target.parts) {
      if (part.named().length() > 1 // not the character of [x*]
          && !part.named().equals("upper")
          && !part.named().equals("lower")) {
        throw new Failure(
            "when translating, the only character classes that may appear in\n"
                + "string2 are 'upper' and 'lower'");
      }
    }
    for (int i = 0; i < from.length(); i++) {
      if (i < to.length()) {
        map[from.charAt(i)] = to.charAt(i);
      } else if (!truncate) {
        map[from.charAt(i)] = to.charAt(to.length() - 1);
      }
    }
  }

  /** Whether the strings are made of the same parts, classes of letter case facing each other. */
  private boolean mapsCase(TrSet target, char[] map) {
    boolean any = false;
    if (parts.size() != target.parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      String a = parts.get(i).named();
      String b = target.parts.get(i).named();
      boolean letterCase =
          (a.equals("upper") || a.equals("lower")) && (b.equals("upper") || b.equals("lower"));
      if (!letterCase && (parts.get(i).chars().length() != target.parts.get(i).chars().length())) {
        return false;
      }
      any |= letterCase;
    }
    if (!any) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      String from = parts.get(i).chars();
      String to = target.parts.get(i).chars();
      for (int k = 0; k < from.length(); k++) {
        map[from.charAt(k)] = to.charAt(k);
      }
    }
    return true;
  }

  /** The characters, with {@code [x*]} as long as it must be to give the length. */
  private String stretched(int length) {
    int missing = Math.max(0, length - chars().length());
    var all = new StringBuilder();
    for (Part part : parts) {
      all.append(part.stretches() ? part.named().repeat(missing) : part.chars());
    }
    return all.toString();
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean more() {
      return at < text.length();
    }

    /** {@code part = "[:" name ":]" | "[=" c "=]" | "[" c "*" count "]" | c "-" c | c .} */
    Part part() throws Failure {
      if (text.startsWith("[:", at)) {
        Optional<Part> named = named();
        if (named.isPresent()) {
          return named.get();
        }
      }
      if (text.startsWith("[=", at) && at + 4 < text.length() && text.startsWith("=]", at + 3)) {
        at += 5;
        return new Part(text.substring(at - 3, at - 2), "", false);
      }
      if (text.charAt(at) == '[') {
        Optional<Part> repeated = repeated();
        if (repeated.isPresent()) {
          return repeated.get();
        }
      }
      char low = one();
      if (at + 1 < text.length() && text.charAt(at) == '-') {
        int start = at - 1;
        at++;
        char high = one();
        if (high < low) {
          throw new Failure(
              "range-endpoints of '"
                  + text.substring(start, at)
                  + "' are in reverse collating sequence order");
        }
        var run = new StringBuilder();
        for (char c = low; c <= high; c++) {
          run.append(c);
        }
        return new Part(run.toString(), "", false);
      }
      return new Part(String.valueOf(low), "", false);
    }

    private Optional<Part> named() throws Failure {
      int close = text.indexOf(":]", at + 2);
      if (close < 0) {
        return Optional.empty();
      }
      String name = text.substring(at + 2, close);
      IntPredicate test =
          CharacterClass.named(name)
              .orElseThrow(() -> new Failure("invalid character class " + Quote.always(name)));
      at = close + 2;
      var all = new StringBuilder();
      for (char c = 0; c < 256; c++) {
        if (test.test(c)) {
          all.append(c);
        }
      }
      return Optional.of(new Part(all.toString(), name, false));
    }

    private Optional<Part> repeated() {
      int before = at;
      at++;
      if (at >= text.length()) {
        at = before;
        return Optional.empty();
      }
      char c = one();
      int close = text.indexOf(']', at);
      if (at >= text.length() || text.charAt(at) != '*' || close < 0) {
        at = before;
        return Optional.empty();
      }
      String digits = text.substring(at + 1, close);
      if (!digits.matches("[0-9]{0,9}")) {
        at = before;
        return Optional.empty();
      }
      at = close + 1;
      int count = digits.isEmpty() ? 0 : Integer.parseInt(digits, digits.startsWith("0") ? 8 : 10);
      return Optional.of(
          count == 0
              ? new Part("", String.valueOf(c), true)
              : new Part(String.valueOf(c).repeat(Math.min(count, 256)), "", false));
    }

    private char one() {
      char c = text.charAt(at++);
      if (c != '\\' || at >= text.length()) {
        return c;
      }
      char letter = text.charAt(at);
      if (letter >= '0' && letter <= '7') {
        int value = 0;
        int end = Math.min(text.length(), at + 3);
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '7') {
          int more = value * 8 + text.charAt(at) - '0';
          if (more > 255) {
            break;
          }
          value = more;
          at++;
        }
        return (char) value;
      }
      at++;
      int simple = letter == 'e' ? -1 : Escapes.simple(letter);
      return simple >= 0 ? (char) simple : letter;
    }
  }
}
