package modbox.tool.text.awk;

import java.util.List;
import java.util.Set;
import modbox.abi.ErrnoException;
import modbox.user.Failure;

/** The functions of the language. Those that take patterns or arrays are in {@link TextCall}. */
final class Builtin extends Expr {
  private static final Set<String> NAMES =
      Set.of(
          "atan2",
          "close",
          "cos",
          "exp",
          "fflush",
          "gsub",
          "index",
          "int",
          "length",
          "log",
          "match",
          "mktime",
          "rand",
          "sin",
          "split",
          "sprintf",
          "sqrt",
          "srand",
          "strftime",
          "sub",
          "substr",
          "system",
          "systime",
          "tolower",
          "toupper");

  private final String name;
  private final List<Expr> arguments;

  Builtin(String name, List<Expr> arguments) {
    this.name = name;
    this.arguments = List.copyOf(arguments);
  }

  static boolean exists(String name) {
    return NAMES.contains(name);
  }

  /** The fewest and the most arguments. */
  static int[] arity(String name) {
    return switch (name) {
      case "atan2", "index", "match" -> new int[] {2, 2};
      case "rand", "systime" -> new int[] {0, 0};
      case "length", "srand", "fflush" -> new int[] {0, 1};
      case "split", "substr", "sub", "gsub" -> new int[] {2, 3};
      case "sprintf" -> new int[] {1, 1000};
      case "strftime" -> new int[] {0, 3};
      default -> new int[] {1, 1};
    };
  }

  @Override
  Value eval(Run run) throws ErrnoException, Failure {
    return switch (name) {
      case "atan2" -> {
        double y = arguments.getFirst().number(run);
        yield Value.of(Math.atan2(y, arguments.get(1).number(run)));
      }
      case "cos" -> Value.of(Math.cos(first(run)));
      case "exp" -> Value.of(Math.exp(first(run)));
      case "int" -> Value.of(whole(first(run)));
      case "log" -> Value.of(checked(Math.log(first(run))));
      case "sin" -> Value.of(Math.sin(first(run)));
      case "sqrt" -> Value.of(checked(Math.sqrt(first(run))));
      case "rand" -> Value.of(run.random().number());
      case "srand" -> run.random().seed(arguments.isEmpty() ? now(run) : value(run));
      case "close" -> Value.of(run.streams().close(text(0, run)));
      case "system" -> Value.of(run.streams().system(text(0, run)));
      case "fflush" -> Value.of(flush(run));
      case "systime" -> now(run);
      case "strftime" -> Times.strftime(run, Values.of(run, arguments));
      case "mktime" -> Times.mktime(run, text(0, run));
      default -> TextCall.eval(run, name, arguments);
    };
  }

  private double first(Run run) throws ErrnoException, Failure {
    return arguments.getFirst().number(run);
  }

  private Value value(Run run) throws ErrnoException, Failure {
    return arguments.getFirst().eval(run);
  }

  private String text(int index, Run run) throws ErrnoException, Failure {
    return arguments.get(index).text(run);
  }

  private static double checked(double number) {
    return Double.isNaN(number) ? Value.notANumber(0, 0) : number;
  }

  private static double whole(double number) {
    return number < 0 ? Math.ceil(number) : Math.floor(number);
  }

  private static Value now(Run run) {
    return Value.of((double) Math.floorDiv(run.sys().clock(0), 1_000_000_000L));
  }

  private int flush(Run run) throws ErrnoException, Failure {
    if (arguments.isEmpty()) {
      run.proc().out().flush();
      return 0;
    }
    String stream = text(0, run);
    if (stream.isEmpty()) {
      run.streams().flush();
      return 0;
    }
    return run.streams().flush(stream);
  }
}
