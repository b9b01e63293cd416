package modbox.tool.text.diff;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Out;

/** Prints changes. */
public final class DiffPrinter {
  private static final String OPEN = "\\ No newline at end of file";

  private final Out out;
  private final Lines old;
  private final Lines young;
  private final DiffOptions options;

  public DiffPrinter(Out out, Lines old, Lines young, DiffOptions options) {
    this.out = out;
    this.old = old;
    this.young = young;
    this.options = options;
  }

  /**
   * Prints.
   *
   * @param headers name and time of the two files, for the formats that tell them
   */
  public void print(List<Change> changes, List<String> headers) throws ErrnoException {
    switch (options.style()) {
      case NORMAL -> normal(changes);
      case UNIFIED -> {
        out.println("--- " + headers.get(0)).println("+++ " + headers.get(1));
        for (List<Change> hunk : hunks(changes)) {
          unified(hunk);
        }
      }
      case CONTEXT -> {
        out.println("*** " + headers.get(0)).println("--- " + headers.get(1));
        for (List<Change> hunk : hunks(changes)) {
          context(hunk);
        }
      }
      case ED -> ed(changes);
      case SIDE_BY_SIDE -> new SideBySide(out, old, young, options).print(changes);
    }
  }

  /** {@code 3}, or {@code 3,5}; an empty stretch is named by the line before it. */
  private static String range(int from, int to, char between) {
    return to - from <= 1
        ? Integer.toString(to)
        : Integer.toString(from + 1) + between + Integer.toString(to);
  }

  private void line(String prefix, Lines text, int index) throws ErrnoException {
    String line = text.lines().get(index);
    String lead = options.initialTab() ? prefix.stripTrailing() + "\t" : prefix;
    out.println(options.expandTabs() ? lead + expand(line) : lead + line);
    if (text.open(index)) {
      out.println(OPEN);
    }
  }

  static String expand(String line) {
    var text = new StringBuilder();
    int column = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '\t') {
        int spaces = 8 - column % 8;
        text.append(" ".repeat(spaces));
        column += spaces;
      } else {
        text.append(line.charAt(i));
        column++;
      }
    }
    return text.toString();
  }

  private void lines(String prefix, Lines text, int from, int to) throws ErrnoException {
    for (int i = from; i < to; i++) {
      line(prefix, text, i);
    }
  }

  private static char letter(Change change) {
    return change.deleted() == 0 ? 'a' : change.inserted() == 0 ? 'd' : 'c';
  }

  private void normal(List<Change> changes) throws ErrnoException {
    for (Change change : changes) {
      out.println(
          range(change.from0(), change.to0(), ',')
              + letter(change)
              + range(change.from1(), change.to1(), ','));
      lines("< ", old, change.from0(), change.to0());
      if (letter(change) == 'c') {
        out.println("---");
      }
      lines("> ", young, change.from1(), change.to1());
    }
  }

  /** From the last change to the first, so that line numbers stay right. */
  private void ed(List<Change> changes) throws ErrnoException {
    for (Change change : changes.reversed()) {
      out.println(range(change.from0(), change.to0(), ',') + letter(change));
      if (change.inserted() > 0) {
        for (String line : young.lines().subList(change.from1(), change.to1())) {
          out.println(line.equals(".") ? ".." : line);
          if (line.equals(".")) {
            out.println(".").println("s/.//").println("a");
          }
        }
        out.println(".");
      }
    }
  }

  /** Changes whose contexts touch belong together. */
  private List<List<Change>> hunks(List<Change> changes) {
    var hunks = new ArrayList<List<Change>>();
    for (Change change : changes) {
      boolean near =
          !hunks.isEmpty()
              && change.from0() - hunks.getLast().getLast().to0() <= 2 * options.context();
      if (!near) {
        hunks.add(new ArrayList<>());
      }
      hunks.getLast().add(change);
    }
    return hunks;
  }

  private static String unifiedRange(int from, int to) {
    int count = to - from;
    return count == 1 ? Integer.toString(to) : (count == 0 ? from : from + 1) + "," + count;
  }

  private void unified(List<Change> hunk) throws ErrnoException {
    Change first = hunk.getFirst();
    Change last = hunk.getLast();
    int before = Math.min(options.context(), first.from0());
    int after = Math.min(options.context(), old.size() - last.to0());
    out.println(
        "@@ -"
            + unifiedRange(first.from0() - before, last.to0() + after)
            + " +"
            + unifiedRange(first.from1() - before, last.to1() + after)
            + " @@");
    int at = first.from0() - before;
    for (Change change : hunk) {
      lines(" ", old, at, change.from0());
      lines("-", old, change.from0(), change.to0());
      lines("+", young, change.from1(), change.to1());
      at = change.to0();
    }
    lines(" ", old, at, last.to0() + after);
  }

  private static String contextRange(int from, int to) {
    return to - from <= 1 ? Integer.toString(to) : (from + 1) + "," + to;
  }

  private void context(List<Change> hunk) throws ErrnoException {
    Change first = hunk.getFirst();
    Change last = hunk.getLast();
    int before = Math.min(options.context(), first.from0());
    int after = Math.min(options.context(), old.size() - last.to0());
    int from0 = first.from0() - before;
    int from1 = first.from1() - before;
    out.println("***************");
    out.println("*** " + contextRange(from0, last.to0() + after) + " ****");
    if (hunk.stream().anyMatch(c -> c.deleted() > 0)) {
      int at = from0;
      for (Change change : hunk) {
        lines("  ", old, at, change.from0());
        lines(change.inserted() > 0 ? "! " : "- ", old, change.from0(), change.to0());
        at = change.to0();
      }
      lines("  ", old, at, last.to0() + after);
    }
    out.println("--- " + contextRange(from1, last.to1() + after) + " ----");
    if (hunk.stream().anyMatch(c -> c.inserted() > 0)) {
      int at = from1;
      for (Change change : hunk) {
        lines("  ", young, at, change.from1());
        lines(change.deleted() > 0 ? "! " : "+ ", young, change.from1(), change.to1());
        at = change.to1();
      }
      lines("  ", young, at, last.to1() + after);
    }
  }
}
