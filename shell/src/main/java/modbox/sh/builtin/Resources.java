package modbox.sh.builtin;

import java.util.List;
import java.util.Locale;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.expand.ShellException;

/** umask and times. */
final class Resources {
  private static final String CLASSES = "ugo";
  private static final String LETTERS = "rwx";

  private Resources() {}

  static int umask(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    var options = new Options(argv, "S");
    boolean symbolic = options.next() == 'S';
    int mask = sh.sys().umask(0);
    sh.sys().umask(mask);
    if (options.operands().isEmpty()) {
      sh.out().println(symbolic ? symbols(mask) : String.format(Locale.ROOT, "%04o", mask));
      return 0;
    }
    String word = options.operands().getFirst();
    if (Character.isDigit(word.charAt(0))) {
      sh.sys().umask(octal(word));
    } else {
      sh.sys().umask(~new ModeText(word).apply(~mask & 0777) & 0777);
    }
    return 0;
  }

  private static int octal(String word) throws ShellException {
    int value = 0;
    for (int i = 0; i < word.length(); i++) {
      int digit = Character.digit(word.charAt(i), 8);
      if (digit < 0) {
        throw new ShellException("Illegal number: " + word);
      }
      value = (value * 8 + digit) & 0xfff;
    }
    return value & 0777;
  }

  private static String symbols(int mask) {
    var text = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      text.append(i == 0 ? "" : ",").append(CLASSES.charAt(i)).append('=');
      for (int k = 0; k < 3; k++) {
        if ((mask & 1 << (8 - i * 3 - k)) == 0) {
          text.append(LETTERS.charAt(k));
        }
      }
    }
    return text.toString();
  }

  /** A symbolic mode: {@code u=rwx,g-w}. */
  private static final class ModeText {
    private final String text;
    private int at;

    ModeText(String text) {
      this.text = text;
    }

    int apply(int permissions) throws ShellException {
      int result = permissions;
      do {
        int who = who();
        if (at >= text.length() || "+-=".indexOf(text.charAt(at)) < 0) {
          throw new ShellException("Illegal mode: " + text);
        }
        while (at < text.length() && "+-=".indexOf(text.charAt(at)) >= 0) {
          char operator = text.charAt(at++);
          int bits = bits(result) & who;
          result =
              switch (operator) {
                case '+' -> result | bits;
                case '-' -> result & ~bits;
                default -> (result & ~who) | bits;
              };
        }
      } while (comma());
      if (at < text.length()) {
        throw new ShellException("Illegal mode: " + text);
      }
      return result;
    }

    private boolean comma() {
      boolean comma = at < text.length() && text.charAt(at) == ',';
      at += comma ? 1 : 0;
      return comma;
    }

    private int who() {
      int who = 0;
      while (at < text.length() && "ugoa".indexOf(text.charAt(at)) >= 0) {
        who |=
            switch (text.charAt(at++)) {
              case 'u' -> 0700;
              case 'g' -> 0070;
              case 'o' -> 0007;
              default -> 0777;
            };
      }
      return who == 0 ? 0777 : who;
    }

    private int bits(int permissions) {
      int bits = 0;
      while (at < text.length() && "rwxXstugo".indexOf(text.charAt(at)) >= 0) {
        bits |=
            switch (text.charAt(at++)) {
              case 'r' -> 0444;
              case 'w' -> 0222;
              case 'x' -> 0111;
              case 'X' -> (permissions & 0111) != 0 ? 0111 : 0;
              case 'u' -> (permissions >> 6 & 7) * 0111;
              case 'g' -> (permissions >> 3 & 7) * 0111;
              case 'o' -> (permissions & 7) * 0111;
              default -> 0;
            };
      }
      return bits;
    }
  }

  static int times(Interpreter sh, List<String> argv) throws ErrnoException {
    long[] times = sh.sys().times();
    sh.out().println(time(times[0]) + " " + time(times[1]));
    sh.out().println(time(times[2]) + " " + time(times[3]));
    return 0;
  }

  private static String time(long nanoseconds) {
    long micros = nanoseconds / 1000;
    long seconds = micros / 1_000_000;
    return String.format(
        Locale.ROOT, "%dm%d.%06ds", seconds / 60, seconds % 60, micros % 1_000_000);
  }
}
