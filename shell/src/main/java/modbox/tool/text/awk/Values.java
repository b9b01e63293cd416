package modbox.tool.text.awk;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Failure;

/** Evaluates lists. */
final class Values {
  private Values() {}

  static Value[] of(Run run, List<Expr> exprs) throws ErrnoException, Failure {
    var values = new Value[exprs.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = exprs.get(i).eval(run);
    }
    return values;
  }
}
