package modbox.sh.builtin;

import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Lines;
import modbox.sh.expand.Separators;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;

/** read. */
final class Reading {
  /** The line without its newline; escaped characters carry {@link #ESCAPED}. */
  private static final int ESCAPED = 0x100;

  private final Interpreter sh;
  private String prompt = "";
  private boolean raw;
  private int fd;
  private int delimiter = '\n';
  private int most = Integer.MAX_VALUE;
  private boolean array;
  private boolean ended;

  private Reading(Interpreter sh) {
    this.sh = sh;
  }

  static int read(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    var reading = new Reading(sh);
    var options = new Options(argv, "rp:u:d:n:t:as");
    for (char option = options.next(); option != 0; option = options.next()) {
      reading.option(option, options);
    }
    List<String> names = options.operands();
    if (names.isEmpty()) {
      throw new ShellException("arg count");
    }
    for (String name : names) {
      if (!Names.isName(name)) {
        throw new ShellException(name + ": bad variable name");
      }
    }
    if (!reading.prompt.isEmpty() && sh.sys().isatty(reading.fd)) {
      sh.err(reading.prompt);
    }
    return reading.read(names);
  }

  private void option(char option, Options options) throws ShellException {
    switch (option) {
      case 'r' -> raw = true;
      case 'a' -> array = true;
      case 'p' -> prompt = options.argument(option);
      case 'u' -> fd = Flow.number(options.argument(option));
      case 'n' -> most = Flow.number(options.argument(option));
      case 'd' -> {
        String text = options.argument(option);
        delimiter = text.isEmpty() ? 0 : text.charAt(0);
      }
      case 't' -> options.argument(option);
      default -> {
        // -s: what is typed is not echoed by this terminal anyway
      }
    }
  }

  private int read(List<String> names) throws ShellException, ErrnoException {
    String line;
    try {
      line = line();
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EINTR) {
        throw e;
      }
      int status = sh.signals().deliverInterrupting();
      return status == 0 ? 1 : status;
    }
    Separators separators = sh.expander().separators();
    if (array) {
      elements(names.getFirst(), line, separators);
    } else {
      split(names, line, separators);
    }
    return ended ? 1 : 0;
  }

  /** The line; backslashes are gone, the characters that they kept are marked. */
  private String line() throws ErrnoException {
    var pieces = new Lines.Piece(sh.sys(), fd);
    var line = new StringBuilder();
    boolean escaped = false;
    while (line.length() < most) {
      String piece = pieces.next(delimiter);
      if (piece.isEmpty()) {
        ended = true;
        return line.toString();
      }
      if (raw || (!escaped && piece.indexOf('\\') < 0)) {
        boolean whole = piece.charAt(piece.length() - 1) == delimiter;
        line.append(piece, 0, whole ? piece.length() - 1 : piece.length());
        if (whole) {
          return line.toString();
        }
        continue;
      }
      for (int i = 0; i < piece.length(); i++) {
        char c = piece.charAt(i);
        if (escaped) {
          if (c != '\n') {
            line.append((char) (c | ESCAPED));
          }
          escaped = false;
        } else if (c == '\\') {
          escaped = true;
        } else if (c == delimiter) {
          return line.toString();
        } else {
          line.append(c);
        }
      }
    }
    return line.toString();
  }

  private static String plain(String line, int from, int to) {
    var text = new char[to - from];
    for (int i = from; i < to; i++) {
      text[i - from] = (char) (line.charAt(i) & 0xff);
    }
    return new String(text);
  }

  private static boolean isSpace(char c, Separators separators) {
    return c < ESCAPED && Separators.isSpace(c) && separators.isSeparator(c);
  }

  private static boolean separates(char c, Separators separators) {
    return c < ESCAPED && separators.isSeparator(c);
  }

  private static int skipSpace(String line, int from, Separators separators) {
    int at = from;
    while (at < line.length() && isSpace(line.charAt(at), separators)) {
      at++;
    }
    return at;
  }

  private static int fieldEnd(String line, int from, Separators separators) {
    int end = from;
    while (end < line.length() && !separates(line.charAt(end), separators)) {
      end++;
    }
    return end;
  }

  /** Behind the separator at {@code at}: white space around one other separator. */
  private static int behind(String line, int at, Separators separators) {
    int next = skipSpace(line, at, separators);
    if (next < line.length() && separates(line.charAt(next), separators)) {
      next = skipSpace(line, next + 1, separators);
    }
    return next;
  }

  private void split(List<String> names, String line, Separators separators) throws ShellException {
    int at = skipSpace(line, 0, separators);
    for (int i = 0; i + 1 < names.size(); i++) {
      int end = fieldEnd(line, at, separators);
      sh.simple().assign(names.get(i), plain(line, at, end));
      at = behind(line, end, separators);
    }
    sh.simple().assign(names.getLast(), rest(line, at, separators));
  }

  /** What the last variable gets: all that is left, but a separator that only ends it. */
  private static String rest(String line, int at, Separators separators) {
    int end = line.length();
    while (end > at && isSpace(line.charAt(end - 1), separators)) {
      end--;
    }
    int field = fieldEnd(line, at, separators);
    if (field < end && behind(line, field, separators) >= end) {
      end = field;
    }
    return plain(line, at, end);
  }

  private void elements(String name, String line, Separators separators) throws ShellException {
    io.vavr.collection.SortedMap<Long, String> all = io.vavr.collection.TreeMap.empty();
    int at = skipSpace(line, 0, separators);
    while (at < line.length()) {
      int end = fieldEnd(line, at, separators);
      all = all.put((long) all.size(), plain(line, at, end));
      at = behind(line, end, separators);
    }
    sh.shell().variables().setArray(name, all);
  }
}
