package modbox.tool.text.diff;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Out;

/** Two columns, what differs marked between them. */
final class SideBySide {
  private static final int TAB = 8;
  private static final int GUTTER = 3;

  private final Out out;
  private final Lines old;
  private final Lines young;
  private final DiffOptions options;
  private final int half;
  private final int second;

  SideBySide(Out out, Lines old, Lines young, DiffOptions options) {
    this.out = out;
    this.old = old;
    this.young = young;
    this.options = options;
    int tab = options.expandTabs() ? 1 : TAB;
    int offset = (options.width() + tab + GUTTER) / (2 * tab) * tab;
    half = Math.max(0, Math.min(offset - GUTTER, options.width() - offset));
    second = half > 0 ? offset : options.width();
  }

  void print(List<Change> changes) throws ErrnoException {
    int at = 0;
    int other = 0;
    for (Change change : changes) {
      common(at, change.from0(), other);
      int pairs = Math.min(change.deleted(), change.inserted());
      for (int i = 0; i < pairs; i++) {
        row(old, change.from0() + i, '|', young, change.from1() + i);
      }
      for (int i = change.from0() + pairs; i < change.to0(); i++) {
        row(old, i, '<', young, -1);
      }
      for (int i = change.from1() + pairs; i < change.to1(); i++) {
        row(old, -1, '>', young, i);
      }
      at = change.to0();
      other = change.to1();
    }
    common(at, old.size(), other);
  }

  private void common(int from, int to, int other) throws ErrnoException {
    for (int i = from; i < to && !options.suppressCommon(); i++) {
      if (options.leftColumn()) {
        row(old, i, '(', young, -1);
      } else {
        row(old, i, ' ', young, other + i - from);
      }
    }
  }

  private void row(Lines left, int i, char mark, Lines right, int j) throws ErrnoException {
    int column = i < 0 ? 0 : cell(left.lines().get(i), 0);
    if (mark != ' ') {
      column = tabs(column, (half + second - 1) / 2) + 1;
      out.write(mark);
    }
    if (j >= 0 && (mark != ' ' || !right.lines().get(j).isEmpty())) {
      tabs(column, second);
      cell(right.lines().get(j), second);
    }
    out.write('\n');
  }

  /** Moves to a column with as many tabs as fit. */
  private int tabs(int from, int to) throws ErrnoException {
    int column = from;
    if (!options.expandTabs()) {
      for (int stop = column + TAB - column % TAB; stop <= to; stop += TAB) {
        out.write('\t');
        column = stop;
      }
    }
    while (column < to) {
      out.write(' ');
      column++;
    }
    return column;
  }

  /** Prints what fits of a line; gives the column behind it. */
  private int cell(String line, int start) throws ErrnoException {
    int column = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      int width = c == '\t' ? TAB - column % TAB : 1;
      if (column + width > half) {
        break;
      }
      if (c == '\t') {
        tabs(start + column, start + column + width);
      } else {
        out.write(c);
      }
      column += width;
    }
    return column;
  }
}
