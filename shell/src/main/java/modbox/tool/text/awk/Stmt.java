package modbox.tool.text.awk;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Failure;

/** A statement. */
interface Stmt {
  Flow run(Run run) throws ErrnoException, Failure;

  /** Statements in a row. */
  record Block(List<Stmt> body) implements Stmt {
    public Block {
      body = List.copyOf(body);
    }

    @Override
    public Flow run(Run run) throws ErrnoException, Failure {
      for (Stmt each : body) {
        Flow flow = each.run(run);
        if (flow != Flow.ON) {
          return flow;
        }
      }
      return Flow.ON;
    }
  }

  /** An expression for its effect. */
  record Effect(Expr expr) implements Stmt {
    @Override
    public Flow run(Run run) throws ErrnoException, Failure {
      expr.eval(run);
      return Flow.ON;
    }
  }

  /** if. */
  record If(Expr condition, Stmt then, Optional<Stmt> otherwise) implements Stmt {
    @Override
    public Flow run(Run run) throws ErrnoException, Failure {
      if (condition.truth(run)) {
        return then.run(run);
      }
      return otherwise.isPresent() ? otherwise.get().run(run) : Flow.ON;
    }
  }

  /** while, do and for: what is left out is a statement that does nothing, or true. */
  record Loop(Stmt first, Expr condition, Stmt each, Stmt body, boolean bodyFirst) implements Stmt {
    @Override
    public Flow run(Run run) throws ErrnoException, Failure {
      first.run(run);
      boolean skipTest = bodyFirst;
      while (skipTest || condition.truth(run)) {
        skipTest = false;
        run.checkpoint();
        Flow flow = body.run(run);
        if (flow == Flow.BREAK) {
          break;
        }
        if (flow != Flow.ON && flow != Flow.CONTINUE) {
          return flow;
        }
        each.run(run);
      }
      return Flow.ON;
    }
  }

  /** {@code for (k in a)}: over the keys that are there when it begins. */
  record ForIn(Expr.Target variable, Symbol table, Stmt body) implements Stmt {
    @Override
    public Flow run(Run run) throws ErrnoException, Failure {
      for (String key : run.table(table).keys()) {
        run.checkpoint();
        variable.assign(run, Value.input(key));
        Flow flow = body.run(run);
        if (flow == Flow.BREAK) {
          break;
        }
        if (flow != Flow.ON && flow != Flow.CONTINUE) {
          return flow;
        }
      }
      return Flow.ON;
    }
  }

  /** break, continue, next, nextfile. */
  record Jump(Flow flow) implements Stmt {
    @Override
    public Flow run(Run run) {
      return flow;
    }
  }

  /** exit. */
  record Exit(Optional<Expr> status) implements Stmt {
    @Override
    public Flow run(Run run) throws ErrnoException, Failure {
      if (status.isPresent()) {
        run.setStatus((int) status.get().number(run));
      }
      return Flow.EXIT;
    }
  }

  /** return. */
  record Return(Optional<Expr> value) implements Stmt {
    @Override
    public Flow run(Run run) throws ErrnoException, Failure {
      run.setResult(value.isPresent() ? value.get().eval(run) : Value.UNSET);
      return Flow.RETURN;
    }
  }

  /** {@code delete a[i]}, or the whole array. */
  record Delete(Symbol table, Optional<Variables.Subscript> subscript) implements Stmt {
    @Override
    public Flow run(Run run) throws ErrnoException, Failure {
      if (subscript.isPresent()) {
        Table elements = run.table(table);
        elements.remove(subscript.get().key(run, elements));
      } else {
        run.table(table).clear();
      }
      return Flow.ON;
    }
  }

  /** print and printf. */
  record Print(
      boolean formatted, List<Expr> arguments, String redirection, Optional<Expr> destination)
      implements Stmt {
    public Print {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Flow run(Run run) throws ErrnoException, Failure {
      var text = new StringBuilder();
      if (!formatted) {
        plain(run, text);
        run.print(text, redirection, destination);
        return Flow.ON;
      }
      String format = arguments.getFirst().text(run);
      Value[] values = Values.of(run, arguments.subList(1, arguments.size()));
      try {
        new Format(run, format, values, "printf", text).run();
      } finally {
        run.print(text, redirection, destination);
      }
      return Flow.ON;
    }

    private void plain(Run run, StringBuilder text) throws ErrnoException, Failure {
      if (arguments.isEmpty()) {
        text.append(run.record().whole());
      }
      Value[] values = Values.of(run, arguments);
      for (int i = 0; i < values.length; i++) {
        if (i > 0) {
          text.append(run.text(Special.OFS));
        }
        text.append(values[i].text(run.ofmt()));
      }
      text.append(run.text(Special.ORS));
    }
  }
}
