package modbox.tool.text.awk;

import modbox.abi.ErrnoException;
import modbox.user.Failure;

/** An expression. */
abstract class Expr {
  abstract Value eval(Run run) throws ErrnoException, Failure;

  double number(Run run) throws ErrnoException, Failure {
    return eval(run).number();
  }

  String text(Run run) throws ErrnoException, Failure {
    return eval(run).text(run.convfmt());
  }

  boolean truth(Run run) throws ErrnoException, Failure {
    return eval(run).truth();
  }

  /** The regular expression that this stands for as an operand of a match. */
  Pattern pattern(Run run) throws ErrnoException, Failure {
    return run.patterns().of(text(run));
  }

  /** An expression that can be assigned to. */
  abstract static class Target extends Expr {
    abstract void assign(Run run, Value value) throws ErrnoException, Failure;

    /** The same place with everything evaluated that leads to it. */
    Target settled(Run run) throws ErrnoException, Failure {
      return this;
    }
  }
}
