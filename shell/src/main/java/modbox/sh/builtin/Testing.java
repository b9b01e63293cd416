package modbox.sh.builtin;

import java.util.List;
import modbox.sh.exec.Interpreter;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Numbers;

/** test and [. */
final class Testing {
  private Testing() {}

  static int test(Interpreter sh, List<String> argv) throws ShellException {
    int end = argv.size();
    if (argv.getFirst().equals("[")) {
      if (!argv.getLast().equals("]")) {
        throw new ShellException("missing ]");
      }
      end--;
    }
    if (end == 4) {
      int quick = compare(argv.get(1), argv.get(2), argv.get(3));
      if (quick >= 0) {
        return quick;
      }
    }
    return TestExpression.holds(sh.sys(), argv.subList(1, end)) ? 0 : 1;
  }

  /** The two-operand forms that loops are made of; -1 for everything else. */
  private static int compare(String left, String operator, String right) {
    if (operator.equals("=")) {
      return left.equals(right) ? 0 : 1;
    }
    if (operator.equals("!=")) {
      return left.equals(right) ? 1 : 0;
    }
    if (operator.length() != 3 || operator.charAt(0) != '-') {
      return -1;
    }
    Long a = left.length() < 18 ? Numbers.decimal(left) : null;
    Long b = right.length() < 18 ? Numbers.decimal(right) : null;
    if (a == null || b == null) {
      return -1;
    }
    long x = a;
    long y = b;
    return switch (operator) {
      case "-eq" -> x == y ? 0 : 1;
      case "-ne" -> x != y ? 0 : 1;
      case "-lt" -> x < y ? 0 : 1;
      case "-le" -> x <= y ? 0 : 1;
      case "-gt" -> x > y ? 0 : 1;
      case "-ge" -> x >= y ? 0 : 1;
      default -> -1;
    };
  }
}
