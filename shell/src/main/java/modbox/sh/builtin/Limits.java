package modbox.sh.builtin;

import java.util.List;
import java.util.Locale;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;

/** ulimit. */
final class Limits {
  /**
   * A resource.
   *
   * @param number Linux's number
   * @param unit bytes or the like that one count stands for
   */
  private record Resource(char letter, int number, long unit, String title) {}

  private static final List<Resource> ALL =
      List.of(
          new Resource('t', 0, 1, "time(seconds)"),
          new Resource('f', 1, 512, "file(blocks)"),
          new Resource('d', 2, 1024, "data(kbytes)"),
          new Resource('s', 3, 1024, "stack(kbytes)"),
          new Resource('c', 4, 512, "coredump(blocks)"),
          new Resource('m', 5, 1024, "memory(kbytes)"),
          new Resource('l', 8, 1024, "locked memory(kbytes)"),
          new Resource('p', 6, 1, "process"),
          new Resource('n', 7, 1, "nofiles"),
          new Resource('v', 9, 1024, "vmemory(kbytes)"),
          new Resource('w', 10, 1, "locks"),
          new Resource('r', 14, 1, "rtprio"));

  private Limits() {}

  static int ulimit(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    var options = new Options(argv, "HSatfdscmlpnvwru");
    boolean soft = false;
    boolean hard = false;
    boolean all = false;
    Resource what = ALL.get(1);
    for (char option = options.next(); option != 0; option = options.next()) {
      switch (option) {
        case 'H' -> hard = true;
        case 'S' -> soft = true;
        case 'a' -> all = true;
        default -> what = resource(option);
      }
    }
    List<String> operands = options.operands();
    if (all) {
      for (Resource each : ALL) {
        sh.out().println(String.format(Locale.ROOT, "%-20s %s", each.title, show(sh, each, hard)));
      }
      return 0;
    }
    if (operands.isEmpty()) {
      sh.out().println(show(sh, what, hard && !soft));
      return 0;
    }
    long value = value(operands.getFirst(), what);
    long[] limits = sh.sys().getrlimit(what.number);
    boolean both = hard == soft;
    try {
      sh.sys()
          .setrlimit(
              what.number, soft || both ? value : limits[0], hard || both ? value : limits[1]);
    } catch (ErrnoException e) {
      throw new ShellException("error setting limit (" + e.errno().text() + ")");
    }
    return 0;
  }

  private static Resource resource(char letter) throws ShellException {
    for (Resource each : ALL) {
      if (each.letter == letter || (letter == 'u' && each.letter == 'p')) {
        return each;
      }
    }
    throw new ShellException("Illegal option -" + letter);
  }

  private static String show(Interpreter sh, Resource what, boolean hard) throws ErrnoException {
    long value = sh.sys().getrlimit(what.number)[hard ? 1 : 0];
    return value < 0 ? "unlimited" : Long.toString(value / what.unit);
  }

  private static long value(String word, Resource what) throws ShellException {
    if (word.equals("unlimited")) {
      return -1;
    }
    if (!Names.isNumber(word) || word.length() > 15) {
      throw new ShellException("bad number");
    }
    return Long.parseLong(word) * what.unit;
  }
}
