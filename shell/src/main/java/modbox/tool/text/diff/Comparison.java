package modbox.tool.text.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Finds a shortest way from one list of lines to another: Myers' algorithm from both ends, the
 * changes then slid to where GNU diff puts them.
 */
public final class Comparison {
  private final int[] old;
  private final int[] young;
  private final boolean[] oldChanged;
  private final boolean[] newChanged;
  private final int[] forward;
  private final int[] backward;
  private final int shift;
  private final Runnable checkpoint;
  private int[] x = {};
  private int[] y = {};
  private int[] realX = {};
  private int[] realY = {};
  private int middleX;
  private int middleY;

  private Comparison(int[] old, int[] young, Runnable checkpoint) {
    this.old = old;
    this.young = young;
    this.checkpoint = checkpoint;
    // one flag more on each side, so that runs end
    oldChanged = new boolean[old.length + 2];
    newChanged = new boolean[young.length + 2];
    shift = young.length + 1;
    forward = new int[old.length + young.length + 3];
    backward = new int[old.length + young.length + 3];
  }

  /**
   * Compares.
   *
   * @param key what of a line counts: lines with equal keys are equal
   */
  public static List<Change> compare(
      Lines first, Lines second, UnaryOperator<String> key, Runnable checkpoint) {
    Map<String, Integer> classes = new HashMap<>();
    var comparison =
        new Comparison(numbers(first, key, classes), numbers(second, key, classes), checkpoint);
    comparison.mark();
    comparison.slide(comparison.old, comparison.oldChanged, comparison.newChanged);
    comparison.slide(comparison.young, comparison.newChanged, comparison.oldChanged);
    return comparison.changes();
  }

  /** A last line without newline equals no line that has one. */
  private static int[] numbers(Lines text, UnaryOperator<String> key, Map<String, Integer> seen) {
    var numbers = new int[text.size()];
    for (int i = 0; i < numbers.length; i++) {
      String line = key.apply(text.lines().get(i));
      String name = text.open(i) ? line : line + "\n";
      Integer known = seen.putIfAbsent(name, seen.size());
      numbers[i] = known == null ? seen.size() - 1 : known;
    }
    return numbers;
  }

  /** Lines that the other file does not have at all take no part in the search. */
  private void mark() {
    realX = shared(old, young, oldChanged);
    realY = shared(young, old, newChanged);
    x = Arrays.stream(realX).map(i -> old[i]).toArray();
    y = Arrays.stream(realY).map(i -> young[i]).toArray();
    search(0, x.length, 0, y.length);
  }

  private static int[] shared(int[] from, int[] other, boolean[] changed) {
    int most = Math.max(Arrays.stream(from).max().orElse(0), Arrays.stream(other).max().orElse(0));
    var there = new boolean[most + 1];
    for (int number : other) {
      there[number] = true;
    }
    var kept = new int[from.length];
    int count = 0;
    for (int i = 0; i < from.length; i++) {
      if (there[from[i]]) {
        kept[count++] = i;
      } else {
        changed[i + 1] = true;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private void search(int fromX, int toX, int fromY, int toY) {
    int x0 = fromX;
    int x1 = toX;
    int y0 = fromY;
    int y1 = toY;
    while (true) {
      while (x0 < x1 && y0 < y1 && x[x0] == y[y0]) {
        x0++;
        y0++;
      }
      while (x0 < x1 && y0 < y1 && x[x1 - 1] == y[y1 - 1]) {
        x1--;
        y1--;
      }
      if (x0 == x1 || y0 == y1) {
        break;
      }
      middle(x0, x1, y0, y1);
      int cutX = middleX;
      int cutY = middleY;
      search(x0, cutX, y0, cutY);
      x0 = cutX;
      y0 = cutY;
    }
    for (int i = x0; i < x1; i++) {
      oldChanged[realX[i] + 1] = true;
    }
    for (int i = y0; i < y1; i++) {
      newChanged[realY[i] + 1] = true;
    }
  }

  /** Where a shortest way crosses the middle: ways from both corners grow until they meet. */
  private void middle(int x0, int x1, int y0, int y1) {
    int least = x0 - y1;
    int most = x1 - y0;
    int f0 = x0 - y0;
    int f1 = f0;
    int b0 = x1 - y1;
    int b1 = b0;
    boolean odd = ((f0 - b0) & 1) != 0;
    forward[f0 + shift] = x0;
    backward[b0 + shift] = x1;
    while (true) {
      checkpoint.run();
      if (f0 > least) {
        forward[--f0 - 1 + shift] = -1;
      } else {
        f0++;
      }
      if (f1 < most) {
        forward[++f1 + 1 + shift] = -1;
      } else {
        f1--;
      }
      for (int d = f1; d >= f0; d -= 2) {
        int at = advance(d, x1, y1);
        if (odd && b0 <= d && d <= b1 && backward[d + shift] <= at) {
          middleX = at;
          middleY = at - d;
          return;
        }
      }
      if (b0 > least) {
        backward[--b0 - 1 + shift] = Integer.MAX_VALUE;
      } else {
        b0++;
      }
      if (b1 < most) {
        backward[++b1 + 1 + shift] = Integer.MAX_VALUE;
      } else {
        b1--;
      }
      for (int d = b1; d >= b0; d -= 2) {
        int at = retreat(d, x0, y0);
        if (!odd && f0 <= d && d <= f1 && at <= forward[d + shift]) {
          middleX = at;
          middleY = at - d;
          return;
        }
      }
    }
  }

  private int advance(int d, int x1, int y1) {
    int low = forward[d - 1 + shift];
    int high = forward[d + 1 + shift];
    int at = low < high ? high : low + 1;
    while (at < x1 && at - d < y1 && x[at] == y[at - d]) {
      at++;
    }
    forward[d + shift] = at;
    return at;
  }

  private int retreat(int d, int x0, int y0) {
    int low = backward[d - 1 + shift];
    int high = backward[d + 1 + shift];
    int at = low < high ? low : high - 1;
    while (x0 < at && y0 < at - d && x[at - 1] == y[at - d - 1]) {
      at--;
    }
    backward[d + shift] = at;
    return at;
  }

  /**
   * Moves each run of changes as far to the end as equal lines allow, and back to where the other
   * file has changes too.
   */
  private void slide(int[] lines, boolean[] changed, boolean[] other) {
    int end = lines.length;
    int i = 0;
    int j = 0;
    while (true) {
      while (i < end && !changed[i + 1]) {
        while (other[j++ + 1]) {}
        i++;
      }
      if (i == end) {
        return;
      }
      int start = i;
      do {
        i++;
      } while (changed[i + 1]);
      while (other[j + 1]) {
        j++;
      }
      int corresponding;
      int length;
      do {
        length = i - start;
        while (start > 0 && lines[start - 1] == lines[i - 1]) {
          changed[--start + 1] = true;
          changed[--i + 1] = false;
          while (changed[start]) {
            start--;
          }
          do {
            j--;
          } while (other[j + 1]);
        }
        corresponding = other[j] ? i : end;
        while (i != end && lines[start] == lines[i]) {
          changed[start++ + 1] = false;
          changed[i++ + 1] = true;
          while (changed[i + 1]) {
            i++;
          }
          j++;
          while (other[j + 1]) {
            corresponding = i;
            j++;
          }
        }
      } while (length != i - start);
      while (corresponding < i) {
        changed[--start + 1] = true;
        changed[--i + 1] = false;
        do {
          j--;
        } while (other[j + 1]);
      }
    }
  }

  private List<Change> changes() {
    var changes = new ArrayList<Change>();
    int i = 0;
    int j = 0;
    while (i < old.length || j < young.length) {
      int i0 = i;
      int j0 = j;
      while (oldChanged[i + 1]) {
        i++;
      }
      while (newChanged[j + 1]) {
        j++;
      }
      if (i > i0 || j > j0) {
        changes.add(new Change(i0, i, j0, j));
      }
      i++;
      j++;
    }
    return changes;
  }
}
