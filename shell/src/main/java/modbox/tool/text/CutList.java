package modbox.tool.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import modbox.user.Args;
import modbox.user.Quote;
import modbox.user.text.CharacterClass;

/** The list of ranges of cut, numbers counted from 1. */
final class CutList {
  private static final int ENDLESS = Integer.MAX_VALUE;

  private record Range(int from, int to) {}

  private final List<Range> ranges;

  private CutList(List<Range> ranges) {
    this.ranges = ranges;
  }

  static CutList parse(String list, boolean fields, boolean complement) throws Args.UsageException {
    var ranges = new ArrayList<Range>();
    for (String part : list.split("[, \t]", -1)) {
      ranges.add(range(part, fields));
    }
    ranges.sort(Comparator.comparingInt(Range::from));
    var merged = new ArrayList<Range>();
    for (Range range : ranges) {
      if (!merged.isEmpty() && range.from() <= merged.getLast().to()) {
        Range last = merged.removeLast();
        merged.add(new Range(last.from(), Math.max(last.to(), range.to())));
      } else {
        merged.add(range);
      }
    }
    return new CutList(complement ? complement(merged) : merged);
  }

  private static List<Range> complement(List<Range> ranges) {
    var rest = new ArrayList<Range>();
    int next = 1;
    for (Range range : ranges) {
      if (range.from() > next) {
        rest.add(new Range(next, range.from() - 1));
      }
      next = range.to() == ENDLESS ? ENDLESS : range.to() + 1;
    }
    if (next < ENDLESS) {
      rest.add(new Range(next, ENDLESS));
    }
    return rest;
  }

  private static Range range(String part, boolean fields) throws Args.UsageException {
    int dash = part.indexOf('-');
    if (part.equals("-")) {
      throw new Args.UsageException("invalid range with no endpoint: -");
    } else if (dash < 0) {
      int number = number(part, fields);
      return new Range(number, number);
    }
    String right = part.substring(dash + 1);
    int from = dash == 0 ? 1 : number(part.substring(0, dash), fields);
    int to = right.isEmpty() ? ENDLESS : number(right, fields);
    if (to < from) {
      throw new Args.UsageException("invalid decreasing range");
    }
    return new Range(from, to);
  }

  private static int number(String text, boolean fields) throws Args.UsageException {
    String kind = fields ? "field" : "byte/character position";
    if (text.isEmpty() || text.equals("0")) {
      throw new Args.UsageException(
          fields ? "fields are numbered from 1" : "byte/character positions are numbered from 1");
    }
    if (!text.chars().allMatch(CharacterClass::isDigit)) {
      throw new Args.UsageException(
          fields
              ? "invalid field value " + Quote.always(text)
              : "invalid " + kind + " " + Quote.always(text));
    }
    if (text.length() > 9) {
      throw new Args.UsageException(
          (fields ? "field number " : "byte/character offset ")
              + Quote.always(text)
              + " is too large");
    }
    return Integer.parseInt(text);
  }

  boolean has(int number) {
    for (Range range : ranges) {
      if (number < range.from()) {
        return false;
      } else if (number <= range.to()) {
        return true;
      }
    }
    return false;
  }

  boolean startsRange(int number) {
    return ranges.stream().anyMatch(range -> range.from() == number);
  }
}
