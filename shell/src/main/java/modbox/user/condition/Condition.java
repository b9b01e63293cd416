package modbox.user.condition;

import java.math.BigInteger;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.kernel.Syscalls;
import modbox.user.Failure;
import modbox.user.Quote;

/** The primaries of test(1): one operator with its operands. */
public record Condition(Syscalls sys) {
  private static final int USAGE = 2;

  /** Whether this is an operator with one operand behind it. */
  public static boolean isUnary(String word) {
    return word.length() == 2
        && word.charAt(0) == '-'
        && "bcdefghkLnprsStuwxzOGN".indexOf(word.charAt(1)) >= 0;
  }

  /** Whether this is an operator between two operands. */
  public static boolean isBinary(String word) {
    return switch (word) {
      case "=",
          "==",
          "!=",
          "<",
          ">",
          "-eq",
          "-ne",
          "-lt",
          "-le",
          "-gt",
          "-ge",
          "-nt",
          "-ot",
          "-ef" ->
          true;
      default -> false;
    };
  }

  /** Evaluates {@code OPERATOR OPERAND}; a file that cannot be looked at is simply not so. */
  public boolean unary(String operator, String operand) throws Failure {
    char letter = operator.charAt(1);
    switch (letter) {
      case 'n' -> {
        return !operand.isEmpty();
      }
      case 'z' -> {
        return operand.isEmpty();
      }
      case 't' -> {
        return sys.isatty(integer(operand).intValue());
      }
      default -> {
        try {
          return file(letter, operand);
        } catch (ErrnoException e) {
          return false;
        }
      }
    }
  }

  private boolean file(char letter, String path) throws ErrnoException {
    switch (letter) {
      case 'r', 'w', 'x' -> {
        sys.eaccess(path, letter == 'r' ? Open.R_OK : letter == 'w' ? Open.W_OK : Open.X_OK);
        return true;
      }
      case 'h', 'L' -> {
        return sys.lstat(path).isSymlink();
      }
      default -> {}
    }
    Stat stat = sys.stat(path);
    return switch (letter) {
      case 'b' -> stat.type() == Mode.BLK;
      case 'c' -> stat.type() == Mode.CHR;
      case 'd' -> stat.isDirectory();
      case 'f' -> stat.isRegular();
      case 'p' -> stat.type() == Mode.FIFO;
      case 'S' -> stat.type() == Mode.SOCK;
      case 'g' -> (stat.mode() & Mode.SGID) != 0;
      case 'u' -> (stat.mode() & Mode.SUID) != 0;
      case 'k' -> (stat.mode() & Mode.STICKY) != 0;
      case 's' -> stat.size() > 0;
      case 'O' -> stat.uid() == sys.credentials().euid();
      case 'G' -> stat.gid() == sys.credentials().egid();
      case 'N' -> stat.mtime() > stat.atime();
      default -> true;
    };
  }

  /** Evaluates {@code LEFT OPERATOR RIGHT}. */
  public boolean binary(String left, String operator, String right) throws Failure {
    return switch (operator) {
      case "=", "==" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "<" -> left.compareTo(right) < 0;
      case ">" -> left.compareTo(right) > 0;
      case "-nt" -> newer(left, right);
      case "-ot" -> newer(right, left);
      case "-ef" -> same(left, right);
      case "-eq" -> integer(left).equals(integer(right));
      case "-ne" -> !integer(left).equals(integer(right));
      case "-lt" -> integer(left).compareTo(integer(right)) < 0;
      case "-le" -> integer(left).compareTo(integer(right)) <= 0;
      case "-gt" -> integer(left).compareTo(integer(right)) > 0;
      case "-ge" -> integer(left).compareTo(integer(right)) >= 0;
      default -> throw new Failure(USAGE, Quote.always(operator) + ": binary operator expected");
    };
  }

  /** A file that exists is newer than one that does not. */
  private boolean newer(String left, String right) {
    try {
      long mtime = sys.stat(left).mtime();
      try {
        return mtime > sys.stat(right).mtime();
      } catch (ErrnoException e) {
        return true;
      }
    } catch (ErrnoException e) {
      return false;
    }
  }

  private boolean same(String left, String right) {
    try {
      Stat a = sys.stat(left);
      Stat b = sys.stat(right);
      return a.dev() == b.dev() && a.ino() == b.ino();
    } catch (ErrnoException e) {
      return false;
    }
  }

  private static BigInteger integer(String text) throws Failure {
    String bare = text.strip();
    int start = bare.startsWith("-") || bare.startsWith("+") ? 1 : 0;
    boolean number = bare.length() > start;
    for (int i = start; i < bare.length(); i++) {
      number &= bare.charAt(i) >= '0' && bare.charAt(i) <= '9';
    }
    if (!number) {
      throw new Failure(USAGE, "invalid integer " + Quote.always(text));
    }
    return new BigInteger(bare);
  }
}
