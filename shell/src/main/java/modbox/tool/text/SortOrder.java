package modbox.tool.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import modbox.user.Args;
import modbox.user.Failure;
import modbox.user.Quote;
import modbox.user.text.CNumber;
import modbox.user.text.CharacterClass;
import modbox.user.text.VersionOrder;

/** How sort compares lines: by their keys, then as a last resort byte by byte. */
final class SortOrder {
  /** A line and the parts of it that are compared. */
  record Line(String text, List<String> keys) {}

  private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

  private final List<SortKey> keys;
  private final Optional<Character> separator;
  private final boolean lastResort;
  private final boolean reverse;
  private final int seed;

  private SortOrder(
      List<SortKey> keys,
      Optional<Character> separator,
      boolean lastResort,
      boolean reverse,
      int seed) {
    this.keys = keys;
    this.separator = separator;
    this.lastResort = lastResort;
    this.reverse = reverse;
    this.seed = seed;
  }

  static SortOrder of(Args args, int seed) throws Failure {
    SortKey global = SortKey.global(args);
    var keys = new ArrayList<SortKey>();
    for (String text : args.values("key")) {
      keys.add(SortKey.parse(text, global));
    }
    if (keys.isEmpty()) {
      keys.add(global);
    }
    boolean lastResort = !args.has("stable") && !args.has("unique");
    return new SortOrder(keys, separator(args), lastResort, global.reverse(), seed);
  }

  private static Optional<Character> separator(Args args) throws Failure {
    Optional<String> text = args.value("field-separator");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().isEmpty()) {
      throw new Failure(2, "empty tab");
    } else if (text.get().equals("\\0")) {
      return Optional.of('\0');
    } else if (text.get().length() > 1) {
      throw new Failure(2, "multi-character tab " + Quote.always(text.get()));
    }
    return Optional.of(text.get().charAt(0));
  }

  Line line(String text) {
    var parts = new ArrayList<String>(keys.size());
    for (SortKey key : keys) {
      parts.add(prepare(key, key.extract(text, separator)));
    }
    return new Line(text, parts);
  }

  private static String prepare(SortKey key, String text) {
    if (!key.dictionary() && !key.fold() && !key.printable()) {
      return text;
    }
    var kept = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean drop =
          (key.dictionary()
                  && !(c == ' '
                      || c == '\t'
                      || CharacterClass.isAlpha(c)
                      || CharacterClass.isDigit(c)))
              || (key.printable() && (c < ' ' || c >= 127));
      if (!drop) {
        kept.append(key.fold() ? CharacterClass.toUpper(c) : c);
      }
    }
    return kept.toString();
  }

  void sort(List<Line> lines, Runnable checkpoint) {
    var count = new int[1];
    Comparator<Line> order =
        (a, b) -> {
          if (++count[0] % 1024 == 0) {
            checkpoint.run();
          }
          return compare(a, b);
        };
    lines.sort(order);
  }

  /** Whether the lines are not equal by their keys: what -u asks. */
  boolean differ(Line a, Line b) {
    return byKeys(a, b) != 0;
  }

  int compareForCheck(Line a, Line b) {
    return compare(a, b);
  }

  private int compare(Line a, Line b) {
    int order = byKeys(a, b);
    if (order == 0 && lastResort) {
      order = a.text().compareTo(b.text());
      order = reverse ? -order : order;
    }
    return order;
  }

  private int byKeys(Line a, Line b) {
    for (int i = 0; i < keys.size(); i++) {
      SortKey key = keys.get(i);
      int order = compare(key.kind(), a.keys().get(i), b.keys().get(i));
      if (order != 0) {
        return key.reverse() ? -order : order;
      }
    }
    return 0;
  }

  private int compare(char kind, String a, String b) {
    return switch (kind) {
      case 'n' -> DecimalText.compare(a, b);
      case 'g' -> general(a, b);
      case 'h' -> human(a, b);
      case 'M' -> Integer.compare(month(a), month(b));
      case 'V' -> VersionOrder.compare(a, b);
      case 'R' -> Integer.compare(scramble(a), scramble(b));
      default -> a.compareTo(b);
    };
  }

  private static int general(String a, String b) {
    CNumber x = CNumber.parse(a);
    CNumber y = CNumber.parse(b);
    if (x.end() == 0 || y.end() == 0) {
      return Boolean.compare(x.end() > 0, y.end() > 0);
    }
    boolean nanX = Double.isNaN(x.value());
    boolean nanY = Double.isNaN(y.value());
    if (nanX || nanY) {
      return Boolean.compare(!nanX, !nanY);
    }
    return x.value() < y.value() ? -1 : x.value() > y.value() ? 1 : 0;
  }

  private static int human(String a, String b) {
    int unitA = unit(a);
    int unitB = unit(b);
    return unitA != unitB ? Integer.compare(unitA, unitB) : DecimalText.compare(a, b);
  }

  /** The power of the suffix, negative for a negative number; 0 for zero. */
  private static int unit(String text) {
    int i = 0;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    boolean negative = i < text.length() && text.charAt(i) == '-';
    i += negative ? 1 : 0;
    boolean zero = true;
    while (i < text.length() && (CharacterClass.isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
      zero &= text.charAt(i) == '0' || text.charAt(i) == '.';
      i++;
    }
    int power =
        i < text.length() ? "_KMGTPEZY".indexOf(text.charAt(i) == 'k' ? 'K' : text.charAt(i)) : 0;
    return zero ? 0 : (negative ? -1 : 1) * Math.max(0, power);
  }

  private static int month(String text) {
    String word = text.stripLeading();
    if (word.length() < 3) {
      return -1;
    }
    int at = MONTHS.indexOf(word.substring(0, 3).toUpperCase(java.util.Locale.ROOT));
    return at >= 0 && at % 3 == 0 ? at / 3 : -1;
  }

  private int scramble(String text) {
    int hash = text.hashCode() * 0x9E3779B9 ^ seed;
    hash ^= hash >>> 16;
    hash *= 0x85EBCA6B;
    return hash ^ hash >>> 13;
  }
}
