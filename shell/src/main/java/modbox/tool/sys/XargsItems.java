package modbox.tool.sys;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.text.Escapes;

/** The items that xargs reads. */
final class XargsItems {
  /** An item, and whether it is the last of its line. */
  record Item(String text, boolean endsLine) {}

  private final In in;
  private final Optional<Integer> delimiter;
  private final boolean lines;
  private final Optional<String> end;
  private boolean over;
  private int ahead = NONE;

  private static final int NONE = -2;

  XargsItems(In in, Args args, boolean lines) throws Failure {
    this.in = in;
    this.lines = lines;
    if (args.has("null")) {
      delimiter = Optional.of(0);
    } else if (args.has("delimiter")) {
      String text = Escapes.expand(args.value("delimiter").orElse(""), Escapes.Octal.BARE).text();
      if (text.length() != 1) {
        throw new Failure(
            "Invalid input delimiter specification "
                + args.value("delimiter").orElse("")
                + ": the delimiter must be either a single character or an escape sequence starting"
                + " with \\.");
      }
      delimiter = Optional.of((int) text.charAt(0));
    } else {
      delimiter = Optional.empty();
    }
    end = args.value("E").or(() -> args.value("eof")).filter(e -> !e.isEmpty());
  }

  Optional<Item> next() throws ErrnoException, Failure {
    if (over) {
      return Optional.empty();
    }
    Optional<Item> item =
        delimiter.isPresent()
            ? in.until(delimiter.get()).map(text -> new Item(text, true))
            : quoted();
    if (item.isEmpty()
        || (delimiter.isEmpty() && end.isPresent() && item.get().text().equals(end.get()))) {
      over = true;
      return Optional.empty();
    }
    return item;
  }

  private int read() throws ErrnoException {
    if (ahead != NONE) {
      int c = ahead;
      ahead = NONE;
      return c;
    }
    return in.read();
  }

  private Optional<Item> quoted() throws ErrnoException, Failure {
    int c = read();
    while (c == '\n' || c == ' ' || c == '\t') {
      c = read();
    }
    if (c < 0) {
      return Optional.empty();
    }
    var text = new StringBuilder();
    int quote = 0;
    while (true) {
      if (c < 0 || (c == '\n' && quote != 0)) {
        if (quote != 0) {
          throw new Failure(
              "unmatched "
                  + (quote == '"' ? "double" : "single")
                  + " quote; by default quotes are special to xargs unless you use the -0 option");
        }
        return Optional.of(new Item(text.toString(), true));
      }
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          text.append((char) c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '\\') {
        int d = read();
        if (d >= 0) {
          text.append((char) d);
        }
      } else if (c == '\n') {
        return Optional.of(new Item(text.toString(), true));
      } else if ((c == ' ' || c == '\t') && !lines) {
        return Optional.of(new Item(text.toString(), endsLine()));
      } else {
        text.append((char) c);
      }
      c = read();
    }
  }

  /** A blank at the end of a line joins the next line to it, as POSIX has it for -L. */
  private boolean endsLine() throws ErrnoException {
    int c = read();
    boolean blank = false;
    while (c == ' ' || c == '\t') {
      c = read();
      blank = true;
    }
    ahead = c;
    return c < 0 && !blank;
  }
}
