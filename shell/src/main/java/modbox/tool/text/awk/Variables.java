package modbox.tool.text.awk;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Failure;

/** Expressions that can be assigned to. */
final class Variables {
  private Variables() {}

  /** A variable; as an argument of a function it may turn out to be an array. */
  static final class Name extends Expr.Target {
    private final Symbol symbol;

    Name(Symbol symbol) {
      this.symbol = symbol;
    }

    Symbol symbol() {
      return symbol;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      return symbol.isLocal() ? run.local(symbol.index()) : run.global(symbol.index());
    }

    @Override
    void assign(Run run, Value value) throws Failure {
      if (symbol.isLocal()) {
        run.setLocal(symbol.index(), value);
      } else {
        run.setGlobal(symbol.index(), value);
      }
    }
  }

  /** {@code $n}. */
  static final class Field extends Expr.Target {
    private final Expr index;

    Field(Expr index) {
      this.index = index;
    }

    private int index(Run run) throws ErrnoException, Failure {
      double number = index.number(run);
      int n = (int) number;
      if (n < 0) {
        throw run.error("negative field index $" + n);
      }
      return n;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      return run.record().get(index(run));
    }

    @Override
    void assign(Run run, Value value) throws ErrnoException, Failure {
      run.record().set(index(run), value);
    }

    @Override
    Target settled(Run run) throws ErrnoException, Failure {
      return new Field(new Operators.Constant(Value.of(index(run))));
    }
  }

  /** What stands between the brackets; several expressions are joined by SUBSEP. */
  record Subscript(List<Expr> parts) {
    Subscript {
      parts = List.copyOf(parts);
    }

    /** The key; the table learns whether it was a number. */
    String key(Run run, Table table) throws ErrnoException, Failure {
      if (parts.size() == 1) {
        Value value = parts.getFirst().eval(run);
        if (!value.isInteger()) {
          table.useText();
        }
        return value.text(run.convfmt());
      }
      table.useText();
      var key = new StringBuilder();
      for (int i = 0; i < parts.size(); i++) {
        if (i > 0) {
          key.append(run.text(Special.SUBSEP));
        }
        key.append(parts.get(i).text(run));
      }
      return key.toString();
    }
  }

  /** {@code a[i]}. */
  static final class Element extends Expr.Target {
    private final Symbol table;
    private final Subscript subscript;

    Element(Symbol table, Subscript subscript) {
      this.table = table;
      this.subscript = subscript;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      Table elements = run.table(table);
      return elements.get(subscript.key(run, elements));
    }

    @Override
    void assign(Run run, Value value) throws ErrnoException, Failure {
      Table elements = run.table(table);
      elements.put(subscript.key(run, elements), value);
    }

    /** The same element with its subscript evaluated: {@code a[i++] += 1} steps i once. */
    @Override
    Target settled(Run run) throws ErrnoException, Failure {
      Table elements = run.table(table);
      return new Settled(elements, subscript.key(run, elements));
    }
  }

  private static final class Settled extends Expr.Target {
    private final Table table;
    private final String key;

    Settled(Table table, String key) {
      this.table = table;
      this.key = key;
    }

    @Override
    Value eval(Run run) {
      return table.get(key);
    }

    @Override
    void assign(Run run, Value value) {
      table.put(key, value);
    }
  }

  /** {@code i in a}. */
  static final class Membership extends Expr {
    private final Subscript subscript;
    private final Symbol table;

    Membership(Subscript subscript, Symbol table) {
      this.subscript = subscript;
      this.table = table;
    }

    @Override
    Value eval(Run run) throws ErrnoException, Failure {
      Table elements = run.table(table);
      return Value.of(elements.has(subscript.key(run, elements)));
    }
  }
}
