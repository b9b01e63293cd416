package modbox.tool.text.awk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Failure;

/** Functions that the program defines, and their calls. */
final class Calls {
  private Calls() {}

  /** A function; known by name before its body was read. */
  static final class Function {
    private final String name;
    private final List<Symbol> parameters = new ArrayList<>();
    private Optional<Stmt> body = Optional.empty();

    Function(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    boolean isDefined() {
      return body.isPresent();
    }

    void define(Stmt statements) {
      body = Optional.of(statements);
    }

    /** Adds a parameter; gives false if there is one of that name. */
    boolean add(String parameter) {
      if (parameter(parameter).isPresent()) {
        return false;
      }
      parameters.add(new Symbol(parameter, true, parameters.size()));
      return true;
    }

    Optional<Symbol> parameter(String wanted) {
      return parameters.stream().filter(p -> p.name().equals(wanted)).findFirst();
    }

    Symbol parameter(int position) {
      return parameters.get(position);
    }

    int size() {
      return parameters.size();
    }
  }

  /** A call. */
  static final class Call extends Expr {
    private final Function function;
    private final List<Expr> arguments;

    Call(Function function, List<Expr> arguments) {
      this.function = function;
      this.arguments = List.copyOf(arguments);
    }

    /** Checked when all functions are known. */
    void check(int line) throws SyntaxException {
      if (arguments.size() > function.size()) {
        throw new SyntaxException(line, "too many arguments in call to " + function.name());
      }
      for (int i = 0; i < arguments.size() && i < function.size(); i++) {
        if (function.parameter(i).isArray() && !(arguments.get(i) instanceof Variables.Name)) {
          throw new SyntaxException(
              line, "type error in arg(" + (i + 1) + ") in call to " + function.name());
        }
      }
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      var frame = new Object[function.size()];
      for (int i = 0; i < frame.length; i++) {
        boolean array = function.parameter(i).isArray();
        if (i >= arguments.size()) {
          frame[i] = array ? new Table() : Value.UNSET;
        } else if (array && arguments.get(i) instanceof Variables.Name name) {
          frame[i] = run.table(name.symbol());
        } else {
          frame[i] = arguments.get(i).eval(run);
        }
      }
      return run.call(frame, function.body.orElseThrow());
    }
  }
}
