package modbox.tool.proc;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import modbox.user.file.Accounts;

/** ps's command line: three dialects that may mix. */
final class PsOptions {
  /** The command line is wrong. */
  static final class Wrong extends Exception {
    Wrong(String complaint) {
      super(complaint, null, false, false);
    }

    String complaint() {
      return String.valueOf(getMessage());
    }
  }

  private final Accounts accounts;
  private final List<Predicate<TaskInfo>> selections = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<String> sort = new ArrayList<>();
  private String format = "";
  private boolean everything;
  private boolean withTerminal;
  private boolean notLeaders;
  private boolean bsdAll;
  private boolean bsdNoTerminal;
  private boolean running;
  private boolean negate;
  private boolean noHeader;
  private boolean forest;
  private boolean tree;
  private boolean bsd;
  private boolean wide;

  private PsOptions(Accounts accounts) {
    this.accounts = accounts;
  }

  static PsOptions parse(List<String> words, Accounts accounts) throws Wrong {
    var options = new PsOptions(accounts);
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.startsWith("--")) {
        options.longOption(word.substring(2), rest);
      } else if (word.startsWith("-") && word.length() > 1) {
        options.letters(word, 1, rest);
      } else if (!word.isEmpty() && Character.isDigit(word.charAt(0))) {
        options.numbers(word, p -> p.pid());
      } else {
        options.bsd = true;
        options.bsdLetters(word, rest);
      }
    }
    return options;
  }

  private static String argument(String word, int at, Iterator<String> rest, String what)
      throws Wrong {
    if (at < word.length()) {
      return word.substring(at);
    } else if (!rest.hasNext()) {
      throw new Wrong(what);
    }
    return rest.next();
  }

  private void letters(String word, int from, Iterator<String> rest) throws Wrong {
    for (int i = from; i < word.length(); i++) {
      char letter = word.charAt(i);
      if ("opCuUgGts".indexOf(letter) >= 0) {
        valued(letter, word, i + 1, rest);
        return;
      }
      switch (letter) {
        case 'e', 'A' -> everything = true;
        case 'a' -> {
          withTerminal = true;
          notLeaders = true;
        }
        case 'd' -> notLeaders = true;
        case 'N' -> negate = true;
        case 'f', 'F', 'l', 'j' ->
            format = format.equals("l") && letter == 'y' ? "ly" : "" + letter;
        case 'y' -> format = "ly";
        case 'H' -> forest = true;
        case 'w' -> wide = true;
        case 'L', 'T', 'm', 'M', 'Z', 'c', 'P', 'x' -> {}
        default -> throw new Wrong("unsupported SysV option");
      }
    }
  }

  private void valued(char letter, String word, int at, Iterator<String> rest) throws Wrong {
    String complaint =
        switch (letter) {
          case 'o' -> "format specification must follow -o";
          case 'p' -> "list of process IDs must follow -p";
          case 'C' -> "list of command names must follow -C";
          case 'u' -> "list of users must follow -u";
          case 'U' -> "list of real users must follow -U";
          case 't' -> "list of terminals (pty, tty...) must follow -t";
          case 's' -> "list of session IDs must follow -s";
          case 'G' -> "list of real groups must follow -G";
          default -> "list of session leaders OR effective group IDs was invalid";
        };
    String value = argument(word, at, rest, complaint);
    select(letter, value);
  }

  private void select(char letter, String value) throws Wrong {
    switch (letter) {
      case 'o' -> format(value);
      case 'p' -> numbers(value, TaskInfo::pid);
      case 's', 'g' -> numbers(value, TaskInfo::sid);
      case 'C' -> {
        List<String> names = List.of(value.split("[ ,]+"));
        selections.add(p -> names.contains(p.name()));
      }
      case 'u' -> users(value, false);
      case 'U' -> users(value, true);
      case 'G' -> groups(value);
      default -> {
        List<String> names =
            java.util.Arrays.stream(value.split("[ ,]+"))
                .map(t -> t.startsWith("/dev/") ? t.substring(5) : t)
                .toList();
        selections.add(
            p ->
                names.contains(p.terminal())
                    || (p.terminal().startsWith("tty") && names.contains(p.terminal().substring(3)))
                    || (names.contains("-") && p.tty() == 0));
      }
    }
  }

  private void numbers(String list, java.util.function.ToIntFunction<TaskInfo> key) throws Wrong {
    var wanted = new ArrayList<Integer>();
    for (String each : list.trim().split("[ ,]+")) {
      try {
        wanted.add(Integer.valueOf(each));
      } catch (NumberFormatException e) {
        throw new Wrong("process ID list syntax error");
      }
    }
    selections.add(p -> wanted.contains(key.applyAsInt(p)));
  }

  private void users(String list, boolean real) throws Wrong {
    var wanted = new ArrayList<Integer>();
    for (String each : list.split("[ ,]+")) {
      wanted.add(accounts.uid(each).orElseThrow(() -> new Wrong("user name does not exist")));
    }
    selections.add(p -> wanted.contains(real ? p.ruid() : p.uid()));
  }

  private void groups(String list) throws Wrong {
    var wanted = new ArrayList<Integer>();
    for (String each : list.split("[ ,]+")) {
      wanted.add(accounts.gid(each).orElseThrow(() -> new Wrong("group name does not exist")));
    }
    selections.add(p -> wanted.contains(p.rgid()));
  }

  /** {@code pid,user=NAME}: behind an equals sign all is header. */
  private void format(String list) throws Wrong {
    String left = list;
    while (!left.isEmpty()) {
      int end = 0;
      while (end < left.length() && " ,\t\n".indexOf(left.charAt(end)) < 0) {
        if (left.charAt(end) == '=' && end + 1 < left.length() && left.charAt(end + 1) != ',') {
          end = left.length();
          break;
        }
        end++;
      }
      String each = left.substring(0, end);
      left = end < left.length() ? left.substring(end + 1) : "";
      if (!each.isEmpty()) {
        columns.add(
            Column.named(each)
                .orElseThrow(
                    () -> new Wrong("unknown user-defined format specifier \"" + each + "\"")));
      }
    }
  }

  private void longOption(String text, Iterator<String> rest) throws Wrong {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    String given = equals < 0 ? "" : text.substring(equals + 1);
    switch (name) {
      case "no-headers", "no-heading" -> noHeader = true;
      case "headers" -> noHeader = false;
      case "forest" -> {
        forest = true;
        tree = true;
      }
      case "deselect" -> negate = true;
      case "sort", "format", "pid", "ppid", "user", "User", "tty", "sid", "Group", "group" -> {
        String value = argument(given, 0, rest, "unknown gnu long option");
        switch (name) {
          case "sort" -> sort.addAll(List.of(value.split(",")));
          case "ppid" -> numbers(value, TaskInfo::ppid);
          case "User" -> users(value, true);
          case "Group" -> groups(value);
          case "sid" -> select('s', value);
          case "format" -> format(value);
          default -> select(name.charAt(0), value);
        }
      }
      case "cols", "columns", "width", "rows", "lines" ->
          argument(given, 0, rest, "unknown gnu long option");
      default -> throw new Wrong("unknown gnu long option");
    }
  }

  private void bsdLetters(String word, Iterator<String> rest) throws Wrong {
    for (int i = 0; i < word.length(); i++) {
      char letter = word.charAt(i);
      switch (letter) {
        case 'a' -> bsdAll = true;
        case 'x' -> bsdNoTerminal = true;
        case 'r' -> running = true;
        case 'u', 'l', 'j' -> format = "bsd-" + letter;
        case 'f' -> {
          forest = true;
          tree = true;
        }
        case 'h' -> noHeader = true;
        case 'w' -> wide = true;
        case 'e', 'c', 'g', 'n', 'S', 'v', 's', 'm', 'H', 'T', 'L', 'X' -> {}
        case 'o', 'p', 'U', 't' -> {
          String value = argument(word, i + 1, rest, "improper list");
          select(letter == 'U' ? 'u' : letter, value);
          return;
        }
        case 'k' -> {
          sort.addAll(
              List.of(
                  argument(word, i + 1, rest, "long sort specification must follow 'k'")
                      .split(",")));
          return;
        }
        default -> throw new Wrong("unsupported option (BSD syntax)");
      }
    }
  }

  boolean selects(TaskInfo process, TaskInfo self) {
    if (running && !process.state().equals("R")) {
      return false;
    }
    return chosen(process, self) != negate;
  }

  private boolean chosen(TaskInfo process, TaskInfo self) {
    if (everything || (bsdAll && bsdNoTerminal)) {
      return true;
    }
    boolean any = selections.stream().anyMatch(s -> s.test(process));
    if (any) {
      return true;
    }
    boolean leader = process.sid() == process.pid();
    if (withTerminal || notLeaders) {
      return !leader && (!withTerminal || process.tty() != 0);
    } else if (bsdAll) {
      return process.tty() != 0;
    } else if (bsdNoTerminal) {
      return process.uid() == self.uid();
    } else if (!selections.isEmpty()) {
      return false;
    }
    return process.uid() == self.uid()
        && (bsd ? process.tty() != 0 || self.tty() == 0 : process.tty() == self.tty());
  }

  List<Column> columns() {
    if (!columns.isEmpty()) {
      return columns;
    }
    return switch (format) {
      case "f" -> list("user:UID pid ppid c stime tname time args:CMD");
      case "F" -> list("user:UID pid ppid c sz rss psr stime tname time args:CMD");
      case "l" -> list("f s uid pid ppid c pri nice addr wchan tname time comm:CMD");
      case "ly" -> list("s uid pid ppid c pri nice rss sz wchan tname time comm:CMD");
      case "j" -> list("pid pgid sid tname time comm:CMD");
      case "bsd-u" -> list("user pid pcpu pmem vsz rss tname stat bsdstart:START bsdtime args");
      case "bsd-l" -> list("f uid pid ppid pri nice vsz rss wchan stat tname bsdtime args");
      case "bsd-j" -> list("ppid pid pgid sid tname tpgid stat uid bsdtime args");
      default -> list(bsd ? "pid tname stat bsdtime args" : "pid tname time comm:CMD");
    };
  }

  private static List<Column> list(String names) {
    var list = new ArrayList<Column>();
    for (String each : names.split(" ")) {
      int colon = each.indexOf(':');
      Optional<Column> column =
          colon < 0
              ? Column.named(each)
              : Optional.of(Column.of(each.substring(0, colon), each.substring(colon + 1)));
      list.add(column.orElseThrow());
    }
    return list;
  }

  String branch(int depth) {
    return tree ? "    ".repeat(depth - 1) + " \\_ " : "  ".repeat(depth);
  }

  List<String> sort() {
    return sort;
  }

  boolean noHeader() {
    return noHeader;
  }

  boolean forest() {
    return forest;
  }

  boolean tree() {
    return tree;
  }

  boolean wide() {
    return wide;
  }
}
