package modbox.tool.text;

import java.util.ArrayList;
import java.util.List;
import modbox.user.Failure;
import modbox.user.Quote;
import modbox.user.text.CharacterClass;

/**
 * Tab stops of expand and unexpand.
 *
 * @param stops explicit stops; one alone means every so many columns
 */
record Tabs(List<Integer> stops) {
  static Tabs parse(List<String> lists) throws Failure {
    var stops = new ArrayList<Integer>();
    for (String list : lists) {
      for (String item : list.split("[, ]+")) {
        if (item.isEmpty()) {
          continue;
        }
        if (!item.chars().allMatch(CharacterClass::isDigit)) {
          throw new Failure("tab size contains invalid character(s): " + Quote.always(item));
        } else if (item.length() > 9) {
          throw new Failure("tab stop is too large " + Quote.always(item));
        }
        int stop = Integer.parseInt(item);
        if (stop == 0) {
          throw new Failure("tab size cannot be 0");
        } else if (!stops.isEmpty() && stop <= stops.getLast()) {
          throw new Failure("tab sizes must be ascending");
        }
        stops.add(stop);
      }
    }
    return new Tabs(stops.isEmpty() ? List.of(8) : List.copyOf(stops));
  }

  /** The next stop behind the column; behind the last one there is one at every column. */
  int next(int column) {
    if (stops.size() == 1) {
      return column + stops.getFirst() - column % stops.getFirst();
    }
    for (int stop : stops) {
      if (stop > column) {
        return stop;
      }
    }
    return column + 1;
  }

  /** Whether tabs may still stand at the column. */
  boolean reaches(int column) {
    return stops.size() == 1 || column < stops.getLast();
  }

  /** {@code -4} or {@code -4,8} as {@code -t4,8}. */
  static List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    for (String word : argv) {
      words.add(word.matches("-[0-9]+(,[0-9]+)*") ? "-t" + word.substring(1) : word);
    }
    return words;
  }
}
