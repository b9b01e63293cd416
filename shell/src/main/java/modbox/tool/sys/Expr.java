package modbox.tool.sys;

import java.math.BigInteger;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.regex.Match;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;

/** Evaluates an expression and prints its value. */
public final class Expr implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of("expr", "EXPRESSION", "Print the value of EXPRESSION to standard output")
          .parsing(ToolSpec.Parsing.RAW)
          .usageStatus(2);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> words = args.raw();
    if (!words.isEmpty() && words.getFirst().equals("--")) {
      words = words.subList(1, words.size());
    }
    if (words.isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    String value = new Evaluation(proc, words).whole();
    proc.out().println(value);
    return isNull(value) ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  /** Whether the value counts as false: empty or zero. */
  private static boolean isNull(String value) {
    return value.isEmpty() || value.matches("-?0+");
  }

  private static final class Evaluation {
    private static final int WRONG = 2;

    private final Proc proc;
    private final List<String> words;
    private int at;
    private boolean dry;

    Evaluation(Proc proc, List<String> words) {
      this.proc = proc;
      this.words = words;
    }

    String whole() throws Failure {
      String value = or();
      if (at < words.size()) {
        throw new Failure(
            WRONG, "syntax error: unexpected argument " + Quote.always(words.get(at)));
      }
      return value;
    }

    private boolean accept(String... operators) {
      for (String operator : operators) {
        if (at < words.size() && words.get(at).equals(operator)) {
          at++;
          return true;
        }
      }
      return false;
    }

    private String next() throws Failure {
      if (at >= words.size()) {
        throw new Failure(
            WRONG, "syntax error: missing argument after " + Quote.always(words.getLast()));
      }
      return words.get(at++);
    }

    /** {@code or = and { "|" and } .} */
    private String or() throws Failure {
      String left = and();
      while (accept("|")) {
        boolean before = dry;
        dry |= !isNull(left);
        String right = and();
        dry = before;
        if (isNull(left)) {
          left = isNull(right) ? "0" : right;
        }
      }
      return left;
    }

    /** {@code and = comparison { "&" comparison } .} */
    private String and() throws Failure {
      String left = comparison();
      while (accept("&")) {
        boolean before = dry;
        dry |= isNull(left);
        String right = comparison();
        dry = before;
        left = isNull(left) || isNull(right) ? "0" : left;
      }
      return left;
    }

    /** {@code comparison = sum { ( "<" | "<=" | "=" | "==" | "!=" | ">=" | ">" ) sum } .} */
    private String comparison() throws Failure {
      String left = sum();
      while (accept("<", "<=", "=", "==", "!=", ">=", ">")) {
        String operator = words.get(at - 1);
        String right = sum();
        int order =
            isInteger(left) && isInteger(right)
                ? new BigInteger(left).compareTo(new BigInteger(right))
                : left.compareTo(right);
        boolean holds =
            switch (operator) {
              case "<" -> order < 0;
              case "<=" -> order <= 0;
              case "!=" -> order != 0;
              case ">=" -> order >= 0;
              case ">" -> order > 0;
              default -> order == 0;
            };
        left = holds ? "1" : "0";
      }
      return left;
    }

    private static boolean isInteger(String text) {
      return text.matches("-?[0-9]+");
    }

    private BigInteger integer(String text) throws Failure {
      if (!isInteger(text)) {
        throw new Failure(WRONG, "non-integer argument");
      }
      return new BigInteger(text);
    }

    /** {@code sum = product { ( "+" | "-" ) product } .} */
    private String sum() throws Failure {
      String left = product();
      while (accept("+", "-")) {
        boolean plus = words.get(at - 1).equals("+");
        String right = product();
        if (!dry) {
          BigInteger a = integer(left);
          BigInteger b = integer(right);
          left = (plus ? a.add(b) : a.subtract(b)).toString();
        }
      }
      return left;
    }

    /** {@code product = match { ( "*" | "/" | "%" ) match } .} */
    private String product() throws Failure {
      String left = match();
      while (accept("*", "/", "%")) {
        String operator = words.get(at - 1);
        String right = match();
        if (dry) {
          continue;
        }
        BigInteger a = integer(left);
        BigInteger b = integer(right);
        if (!operator.equals("*") && b.signum() == 0) {
          throw new Failure(WRONG, "division by zero");
        }
        left =
            switch (operator) {
              case "*" -> a.multiply(b).toString();
              case "/" -> a.divide(b).toString();
              default -> a.remainder(b).toString();
            };
      }
      return left;
    }

    /** {@code match = function { ":" function } .} */
    private String match() throws Failure {
      String left = function();
      while (accept(":")) {
        left = matched(left, function());
      }
      return left;
    }

    private String matched(String text, String pattern) throws Failure {
      try {
        Regex regex =
            Regex.compile(
                "\\`\\(" + pattern + "\\)",
                Regex.Syntax.BASIC,
                false,
                false,
                proc.sys()::checkpoint);
        var match = regex.find(text, 0);
        boolean group = regex.groups() > 1;
        if (match.isEmpty()) {
          return group ? "" : "0";
        }
        Match found = match.get();
        return group ? found.group(2) : Integer.toString(found.end());
      } catch (RegexException e) {
        throw new Failure(WRONG, e.text());
      }
    }

    /** {@code function = "match" … | "substr" … | "index" … | "length" … | "+" word | primary .} */
    private String function() throws Failure {
      if (accept("+")) {
        return next();
      } else if (accept("length")) {
        return Integer.toString(function().length());
      } else if (accept("match")) {
        String text = function();
        return matched(text, function());
      } else if (accept("index")) {
        String text = function();
        String set = function();
        for (int i = 0; i < text.length(); i++) {
          if (set.indexOf(text.charAt(i)) >= 0) {
            return Integer.toString(i + 1);
          }
        }
        return "0";
      } else if (accept("substr")) {
        return substring(function(), function(), function());
      } else if (accept("(")) {
        String value = or();
        if (!accept(")")) {
          throw new Failure(
              WRONG,
              at < words.size()
                  ? "syntax error: expecting ')' instead of " + Quote.always(words.get(at))
                  : "syntax error: expecting ')' after " + Quote.always(words.getLast()));
        }
        return value;
      } else if (at < words.size() && words.get(at).equals(")")) {
        throw new Failure(WRONG, "syntax error: unexpected ')'");
      }
      return next();
    }

    private static String substring(String text, String from, String count) {
      if (!isInteger(from) || !isInteger(count)) {
        return "";
      }
      BigInteger start = new BigInteger(from);
      BigInteger length = new BigInteger(count);
      BigInteger size = BigInteger.valueOf(text.length());
      if (start.signum() <= 0 || length.signum() <= 0 || start.compareTo(size) > 0) {
        return "";
      }
      int begin = start.intValue() - 1;
      int end = start.subtract(BigInteger.ONE).add(length).min(size).intValue();
      return text.substring(begin, end);
    }
  }
}
