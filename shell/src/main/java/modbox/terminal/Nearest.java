package modbox.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The names nearest to one that was mistyped. */
final class Nearest {
  private static final int MOST = 3;

  private Nearest() {}

  private record Near(String name, int distance) {}

  /** At most three names, nearest first; none that would be a guess. Case and dashes are equal. */
  static List<String> to(String typed, Collection<String> names) {
    int limit = typed.length() <= 3 ? 1 : typed.length() <= 7 ? 2 : 3;
    var measure = new LevenshteinDistance(limit);
    String plain = plain(typed);
    return names.stream()
        .distinct()
        .map(name -> new Near(name, measure.apply(plain, plain(name))))
        .filter(near -> near.distance() >= 0 && !near.name().equals(typed))
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(MOST)
        .map(Near::name)
        .toList();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
