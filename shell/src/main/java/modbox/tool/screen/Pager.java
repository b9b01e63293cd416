package modbox.tool.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import modbox.abi.ErrnoException;
import modbox.abi.WindowSize;
import modbox.user.Args;
import modbox.user.Proc;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;

/** The keys and the picture of less. */
final class Pager {
  private static final String HELP =
      """
      space, f  a screen on          b      a screen back
      enter, j  a line on            k      a line back
      d, u      half a screen        g, G   first, last line
      /TEXT     search on            ?TEXT  search back
      n, N      again, the other way h      this help
      q         quit
      """;

  private final Proc proc;
  private final Args args;
  private final String name;
  private final List<String> lines;
  private final boolean raw;
  private int top;
  private String pattern = "";
  private boolean backwards;
  private String message = "";
  private int count;

  Pager(Proc proc, Args args, String name, String text, boolean raw) {
    this.proc = proc;
    this.args = args;
    this.name = name;
    this.raw = raw;
    lines = lines(text, args.has("squeeze-blank-lines"));
    pattern = args.value("pattern").orElse("");
    message = name;
  }

  private static List<String> lines(String text, boolean squeeze) {
    var lines = new ArrayList<String>();
    for (String line : text.split("\n", -1)) {
      if (!squeeze || !line.isEmpty() || lines.isEmpty() || !lines.getLast().isEmpty()) {
        lines.add(line);
      }
    }
    if (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  boolean fits() {
    return lines.size() < Screen.size(proc).rows();
  }

  /** Shows until the user has seen enough; false if nothing else is to be shown either. */
  boolean run(Screen screen, boolean leavesAtEnd) throws ErrnoException {
    if (!pattern.isEmpty()) {
      search(false, true);
    }
    while (true) {
      WindowSize size = screen.size();
      int page = size.rows() - 1;
      draw(screen, size);
      int key = screen.key(-1);
      if (key == 'q' || key == 'Q' || key == Screen.QUIT) {
        return false;
      }
      if (leavesAtEnd && top + page >= lines.size() && forward(key)) {
        return true;
      }
      press(screen, key, page);
    }
  }

  private static boolean forward(int key) {
    return key == ' ' || key == 'f' || key == '\r' || key == '\n' || key == Screen.PAGE_DOWN;
  }

  private void press(Screen screen, int key, int page) throws ErrnoException {
    int times = Math.max(1, count);
    if (key >= '0' && key <= '9') {
      count = Math.min(1_000_000, count * 10 + key - '0');
      message = ":" + count;
      return;
    }
    message = "";
    switch (key) {
      case ' ', 'f', 6, Screen.PAGE_DOWN -> move(page, page);
      case 'b', 2, Screen.PAGE_UP -> move(-page, page);
      case '\r', '\n', 'j', 'e', Screen.DOWN -> move(times, page);
      case 'k', 'y', Screen.UP -> move(-times, page);
      case 'd', 4 -> move(page / 2, page);
      case 'u', 21 -> move(-page / 2, page);
      case 'g', '<', Screen.HOME -> top = Math.clamp(count - 1L, 0, last(page));
      case 'G', '>', Screen.END -> top = count > 0 ? Math.min(count - 1, last(page)) : last(page);
      case '/', '?' -> {
        backwards = key == '?';
        String typed = prompt(screen, (char) key);
        pattern = typed.isEmpty() ? pattern : typed;
        search(backwards, false);
      }
      case 'n' -> search(backwards, false);
      case 'N' -> search(!backwards, false);
      case '=', 7 -> message = status(page);
      case 'h', 'H' -> {
        screen.write("\033[H\033[2J" + HELP + "\n  press a key");
        screen.key(-1);
      }
      default -> {}
    }
    count = 0;
  }

  private int last(int page) {
    return Math.max(0, lines.size() - page);
  }

  private void move(int by, int page) {
    top = Math.clamp((long) top + by, 0, Math.max(top, last(page)));
  }

  private String status(int page) {
    int bottom = Math.min(lines.size(), top + page);
    return name + " lines " + (top + 1) + "-" + bottom + "/" + lines.size();
  }

  private void draw(Screen screen, WindowSize size) throws ErrnoException {
    int page = size.rows() - 1;
    var picture = new StringBuilder("\033[H");
    for (int i = 0; i < page; i++) {
      int index = top + i;
      String line = index < lines.size() ? lines.get(index) : "~";
      if (args.has("LINE-NUMBERS") && index < lines.size()) {
        line = String.format(Locale.ROOT, "%7d %s", index + 1, line);
      }
      picture.append(raw ? line : Screen.fit(line, size.columns())).append("\033[K\r\n");
    }
    boolean end = top + page >= lines.size();
    String prompt = !message.isEmpty() ? message : end ? "(END)" : ":";
    boolean inverse = !prompt.startsWith(":");
    picture.append(inverse ? "\033[7m" : "").append(Screen.fit(prompt, size.columns() - 1));
    picture.append(inverse ? "\033[m" : "").append("\033[K");
    screen.write(picture.toString());
  }

  private static String prompt(Screen screen, char sign) throws ErrnoException {
    var text = new StringBuilder();
    while (true) {
      screen.write("\r\033[K" + sign + text);
      int key = screen.key(-1);
      if (key == '\r' || key == '\n') {
        return text.toString();
      } else if (key == 27 || key == Screen.QUIT) {
        return "";
      } else if (key == 127 || key == 8) {
        if (text.isEmpty()) {
          return "";
        }
        text.setLength(text.length() - 1);
      } else if (key >= 32 && key < 256) {
        text.append((char) key);
      }
    }
  }

  private void search(boolean back, boolean here) {
    boolean lower = pattern.equals(pattern.toLowerCase(Locale.ROOT));
    boolean fold = args.has("IGNORE-CASE") || (args.has("ignore-case") && lower);
    try {
      Regex regex =
          Regex.compile(pattern, Regex.Syntax.EXTENDED, fold, false, proc.sys()::checkpoint);
      int step = back ? -1 : 1;
      for (int i = here ? top : top + step; i >= 0 && i < lines.size(); i += step) {
        if (regex.matchesIn(lines.get(i))) {
          top = i;
          return;
        }
      }
      message = "Pattern not found  (press RETURN)";
    } catch (RegexException e) {
      message = e.getMessage() + "  (press RETURN)";
    }
  }
}
