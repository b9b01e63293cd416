package modbox.tool.text.awk;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.Failure;
import modbox.user.text.CharacterClass;

/** The main input: the operands, one after the other, and assignments between them. */
final class Input {
  private final Run run;
  private Optional<RecordReader> current = Optional.empty();
  private int next = 1;
  private boolean any;

  Input(Run run) {
    this.run = run;
  }

  /** The next record of the operands; empty at the end of all. */
  Optional<String> next() throws ErrnoException, Failure {
    while (true) {
      if (current.isEmpty() && !open()) {
        return Optional.empty();
      }
      Optional<String> record;
      try {
        record = current.orElseThrow().next(run.text(Special.RS), run.patterns());
      } catch (ErrnoException e) {
        throw new Failure(2, "read error (" + e.errno().text() + ")");
      }
      if (record.isPresent()) {
        return record;
      }
      skip();
    }
  }

  /** Leaves the present file. */
  void skip() throws ErrnoException {
    if (current.isPresent()) {
      current.get().close();
      current = Optional.empty();
    }
  }

  private boolean open() throws ErrnoException, Failure {
    Table operands = run.arguments();
    while (next < run.global(Special.ARGC).number()) {
      String key = Integer.toString(next++);
      String operand = operands.has(key) ? operands.get(key).text(run.convfmt()) : "";
      if (operand.isEmpty()) {
        continue;
      }
      if (isAssignment(operand)) {
        run.assign(operand);
      } else {
        open(operand);
        return true;
      }
    }
    if (any) {
      return false;
    }
    open("-");
    return true;
  }

  private void open(String name) throws ErrnoException, Failure {
    any = true;
    run.setGlobal(Special.FILENAME, Value.of(name));
    run.setGlobal(Special.FNR, Value.ZERO);
    int fd = 0;
    if (!name.equals("-") && !name.equals("/dev/stdin")) {
      try {
        fd = run.sys().open(name, Open.RDONLY | Open.CLOEXEC);
      } catch (ErrnoException e) {
        throw new Failure(2, "cannot open " + name + " (" + e.errno().text() + ")");
      }
    }
    current = Optional.of(new RecordReader(run.sys(), fd));
  }

  /** Whether an operand is {@code name=value}. */
  static boolean isAssignment(String operand) {
    int equals = operand.indexOf('=');
    if (equals < 1 || CharacterClass.isDigit(operand.charAt(0))) {
      return false;
    }
    for (int i = 0; i < equals; i++) {
      if (!CharacterClass.isWord(operand.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
