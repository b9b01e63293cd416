package modbox.tool.text.awk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The names of a program, and what their uses show them to be. */
final class Names {
  /** A bare name handed to a function: an array if the function's parameter is one. */
  private record Passed(Symbol symbol, Calls.Function function, int position, int line) {}

  private final Map<String, Symbol> globals = new TreeMap<>();
  private final Map<String, Calls.Function> functions = new TreeMap<>();
  private final List<Passed> passed = new ArrayList<>();
  private Optional<Calls.Function> inside = Optional.empty();

  Names() {
    for (String name : Special.NAMES) {
      Symbol symbol = global(name);
      symbol.learn(Special.isArray(symbol.index()) ? Symbol.Kind.ARRAY : Symbol.Kind.SCALAR);
    }
  }

  Symbol global(String name) {
    return globals.computeIfAbsent(name, n -> new Symbol(n, false, globals.size()));
  }

  /** The function of this name; it may be defined later. */
  Calls.Function function(String name) {
    return functions.computeIfAbsent(name, Calls.Function::new);
  }

  boolean isFunction(String name) {
    return functions.containsKey(name);
  }

  void enter(Calls.Function function) {
    inside = Optional.of(function);
  }

  void leave() {
    inside = Optional.empty();
  }

  boolean insideFunction() {
    return inside.isPresent();
  }

  /** What the name means here. */
  Symbol find(String name) {
    return inside.flatMap(f -> f.parameter(name)).orElseGet(() -> global(name));
  }

  Symbol scalar(String name, int line) throws SyntaxException {
    Symbol symbol = find(name);
    if (!symbol.learn(Symbol.Kind.SCALAR)) {
      throw new SyntaxException(line, "illegal reference to array " + name);
    }
    return symbol;
  }

  Symbol array(String name, int line) throws SyntaxException {
    Symbol symbol = find(name);
    if (!symbol.learn(Symbol.Kind.ARRAY)) {
      throw new SyntaxException(line, "illegal reference to variable " + name);
    }
    return symbol;
  }

  void passes(Symbol symbol, Calls.Function function, int position, int line) {
    passed.add(new Passed(symbol, function, position, line));
  }

  List<Symbol> allGlobals() {
    return List.copyOf(globals.values());
  }

  /** Lets what is known of a parameter be known of what is passed for it, and the reverse. */
  void settle(int lastLine) throws SyntaxException {
    for (Calls.Function function : functions.values()) {
      if (!function.isDefined()) {
        throw new SyntaxException(lastLine, "function " + function.name() + " never defined");
      }
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Passed each : passed) {
        if (each.position() >= each.function().size()) {
          throw new SyntaxException(
              each.line(), "too many arguments in call to " + each.function().name());
        }
        Symbol parameter = each.function().parameter(each.position());
        Symbol symbol = each.symbol();
        boolean open =
            parameter.kind() != symbol.kind()
                && (parameter.kind() == Symbol.Kind.UNKNOWN
                    || symbol.kind() == Symbol.Kind.UNKNOWN);
        if (!parameter.learn(symbol.kind()) || !symbol.learn(parameter.kind())) {
          throw new SyntaxException(
              each.line(),
              "type error in arg("
                  + (each.position() + 1)
                  + ") in call to "
                  + each.function().name());
        }
        changed |= open;
      }
    }
  }
}
