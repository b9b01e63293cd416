package modbox.tool.text.awk;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Failure;

/** The forms of getline: 1 for a record, 0 at the end, -1 if there is nothing to read from. */
final class Getline extends Expr {
  /** Where the record comes from. */
  enum Source {
    MAIN,
    FILE,
    COMMAND
  }

  private final Source source;
  private final Optional<Expr> name;
  private final Optional<Target> target;

  Getline(Source source, Optional<Expr> name, Optional<Target> target) {
    this.source = source;
    this.name = name;
    this.target = target;
  }

  @Override
  Value eval(Run run) throws ErrnoException, Failure {
    Optional<String> text = Optional.empty();
    if (source == Source.MAIN) {
      text = run.input().next();
    } else {
      String from = name.isPresent() ? name.get().text(run) : "";
      Optional<RecordReader> reader =
          source == Source.FILE
              ? run.streams().file(from)
              : Optional.of(run.streams().command(from));
      try {
        text = reader.isEmpty() ? text : reader.get().next(run.text(Special.RS), run.patterns());
      } catch (ErrnoException e) {
        reader = Optional.empty();
      }
      if (reader.isEmpty()) {
        return Value.of(-1);
      }
    }
    if (text.isEmpty()) {
      return Value.ZERO;
    }
    if (source == Source.MAIN) {
      run.count(); // a command's records are not counted, as in mawk
    }
    if (target.isPresent()) {
      target.get().assign(run, Value.input(text.get()));
    } else {
      run.record().replace(Value.input(text.get()));
    }
    return Value.ONE;
  }
}
