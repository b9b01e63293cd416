package modbox.tool.file;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Out;

/** Names in columns, filled with tabs as GNU ls does, and names in a row with commas. */
final class LsColumns {
  private static final int TAB = 8;
  private static final int GAP = 2;

  private LsColumns() {}

  static void print(Out out, List<LsCell> cells, int width, boolean down) throws ErrnoException {
    int count = cells.size();
    if (count == 0) {
      return;
    }
    int columns = Math.min(count, Math.max(1, width / (GAP + 1)));
    int[] widths = widths(cells, columns, down);
    while (columns > 1 && sum(widths) >= width) {
      widths = widths(cells, --columns, down);
    }
    int rows = (count + columns - 1) / columns;
    for (int row = 0; row < rows; row++) {
      int at = 0;
      int position = 0;
      for (int column = 0; column < columns; column++) {
        int index = down ? column * rows + row : row * columns + column;
        if (index >= count) {
          break;
        }
        LsCell cell = cells.get(index);
        indent(out, at, position);
        out.print(cell.text());
        at = position + cell.width();
        position += widths[column];
      }
      out.write('\n');
    }
  }

  private static int sum(int[] widths) {
    int sum = 0;
    for (int width : widths) {
      sum += width;
    }
    return sum;
  }

  private static int[] widths(List<LsCell> cells, int columns, boolean down) {
    var widths = new int[columns];
    int rows = (cells.size() + columns - 1) / columns;
    for (int i = 0; i < cells.size(); i++) {
      int column = down ? i / rows : i % columns;
      int gap = column == columns - 1 ? 0 : GAP;
      widths[column] = Math.max(widths[column], cells.get(i).width() + gap);
    }
    return widths;
  }

  private static void indent(Out out, int from, int to) throws ErrnoException {
    int at = from;
    while (at < to) {
      if (to / TAB > (at + 1) / TAB) {
        out.write('\t');
        at += TAB - at % TAB;
      } else {
        out.write(' ');
        at++;
      }
    }
  }

  static void commas(Out out, List<LsCell> cells, int width) throws ErrnoException {
    int at = 0;
    for (int i = 0; i < cells.size(); i++) {
      LsCell cell = cells.get(i);
      if (i > 0) {
        boolean fits = at + GAP + cell.width() < width;
        out.print(fits ? ", " : ",\n");
        at = fits ? at + GAP : 0;
      }
      out.print(cell.text());
      at += cell.width();
    }
    if (!cells.isEmpty()) {
      out.write('\n');
    }
  }
}
