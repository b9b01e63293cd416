package modbox.tool.text.awk;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;
import modbox.user.Failure;
import modbox.user.Out;
import modbox.user.Proc;

/** A program at work: its variables, its input, its status. */
final class Run {
  /** As deep as functions may call each other: mawk's own limit is its evaluation stack. */
  private static final int DEPTH = 1000;

  private final Proc proc;
  private final Program program;
  private final Value[] globals;
  private final Table[] tables;
  private final Streams streams;
  private final Patterns patterns;
  private final Fields record;
  private final Input input;
  private final Random random;
  private Object[] frame = {};
  private int depth;
  private Value result = Value.UNSET;
  private int status;

  Run(Proc proc, Program program, Patterns patterns, String argv0, List<String> operands) {
    this.proc = proc;
    this.program = program;
    this.patterns = patterns;
    List<Symbol> symbols = program.globals();
    globals = new Value[symbols.size()];
    tables = new Table[symbols.size()];
    for (Symbol symbol : symbols) {
      globals[symbol.index()] = Value.UNSET;
      tables[symbol.index()] = new Table();
    }
    streams = new Streams(proc);
    record = new Fields(this);
    input = new Input(this);
    random = new Random(proc.sys().clock(0) / 1000);
    setUp(argv0, operands);
  }

  private void setUp(String argv0, List<String> operands) {
    globals[Special.FS] = Value.of(" ");
    globals[Special.OFS] = Value.of(" ");
    globals[Special.ORS] = Value.of("\n");
    globals[Special.RS] = Value.of("\n");
    globals[Special.SUBSEP] = Value.of("\034");
    globals[Special.CONVFMT] = Value.of("%.6g");
    globals[Special.OFMT] = Value.of("%.6g");
    globals[Special.NR] = Value.ZERO;
    globals[Special.FNR] = Value.ZERO;
    globals[Special.RSTART] = Value.ZERO;
    globals[Special.RLENGTH] = Value.of(-1);
    globals[Special.ARGC] = Value.of(operands.size() + 1);
    tables[Special.ARGV].put("0", Value.of(argv0));
    for (int i = 0; i < operands.size(); i++) {
      tables[Special.ARGV].put(Integer.toString(i + 1), Value.input(operands.get(i)));
    }
    for (String each : proc.environment()) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        tables[Special.ENVIRON].put(
            each.substring(0, equals), Value.input(each.substring(equals + 1)));
      }
    }
  }

  /** Runs BEGIN, the rules for each record, and END; gives the exit status. */
  int go() throws ErrnoException, Failure {
    Flow flow = all(program.begin());
    if (flow != Flow.EXIT && program.reads()) {
      flow = records();
    }
    all(program.end());
    streams.finish();
    return status;
  }

  private Flow all(List<Stmt> actions) throws ErrnoException, Failure {
    for (Stmt action : actions) {
      if (guarded(action) == Flow.EXIT) {
        return Flow.EXIT;
      }
    }
    return Flow.ON;
  }

  private Flow guarded(Stmt action) throws ErrnoException, Failure {
    try {
      return action.run(this);
    } catch (Leave leave) {
      depth = 0;
      frame = new Object[0];
      return leave.flow();
    }
  }

  private Flow records() throws ErrnoException, Failure {
    Optional<String> next = input.next();
    while (next.isPresent()) {
      checkpoint();
      count();
      record.replace(Value.input(next.get()));
      for (Stmt rule : program.rules()) {
        Flow flow = guarded(rule);
        if (flow == Flow.EXIT) {
          return flow;
        } else if (flow == Flow.NEXTFILE) {
          input.skip();
          break;
        } else if (flow == Flow.NEXT) {
          break;
        }
      }
      next = input.next();
    }
    return Flow.ON;
  }

  /** Counts a record. */
  void count() throws Failure {
    setGlobal(Special.NR, Value.of(globals[Special.NR].number() + 1));
    setGlobal(Special.FNR, Value.of(globals[Special.FNR].number() + 1));
  }

  /** Calls a function: its result. */
  Value call(Object[] arguments, Stmt body) throws ErrnoException, Failure {
    if (++depth > DEPTH) {
      throw new Failure(2, "program limit exceeded: eval stack size=1024");
    }
    checkpoint();
    Object[] caller = frame;
    frame = arguments;
    result = Value.UNSET;
    Flow flow = body.run(this);
    frame = caller;
    depth--;
    if (flow == Flow.EXIT || flow == Flow.NEXT || flow == Flow.NEXTFILE) {
      throw new Leave(flow);
    }
    Value value = flow == Flow.RETURN ? result : Value.UNSET;
    result = Value.UNSET;
    return value;
  }

  /** Writes what print and printf made. */
  void print(StringBuilder text, String redirection, Optional<Expr> destination)
      throws ErrnoException, Failure {
    Out out = proc.out();
    if (destination.isPresent()) {
      out = streams.output(destination.get().text(this), redirection);
    }
    out.print(text.toString());
  }

  /** An error that ends the program. */
  Failure error(String message) {
    return new Failure(
        2,
        "run time error: "
            + message
            + "\n\tFILENAME=\""
            + text(Special.FILENAME)
            + "\" FNR="
            + text(Special.FNR)
            + " NR="
            + text(Special.NR));
  }

  /** Takes {@code name=value} of an operand or of -v. */
  void assign(String assignment) throws Failure {
    int equals = assignment.indexOf('=');
    String name = assignment.substring(0, equals);
    Value value = Value.input(Escape.expand(assignment.substring(equals + 1)));
    for (Symbol symbol : program.globals()) {
      if (symbol.name().equals(name)) {
        if (symbol.isArray()) {
          throw new Failure(
              2, "cannot command line assign to " + name + "\n\ttype clash or keyword");
        }
        setGlobal(symbol.index(), value);
      }
    }
  }

  Value global(int index) throws Failure {
    return index == Special.NF ? Value.of(record.count()) : globals[index];
  }

  void setGlobal(int index, Value value) throws Failure {
    globals[index] = value;
    if (index == Special.NF) {
      record.setCount(value);
    }
  }

  /** A special variable as text. */
  String text(int special) {
    return globals[special].text("%.6g");
  }

  String convfmt() {
    return globals[Special.CONVFMT].text("%.6g");
  }

  String ofmt() {
    return globals[Special.OFMT].text("%.6g");
  }

  Value local(int index) {
    return frame[index] instanceof Value value ? value : Value.UNSET;
  }

  void setLocal(int index, Value value) {
    frame[index] = value;
  }

  Table table(Symbol symbol) {
    if (!symbol.isLocal()) {
      return tables[symbol.index()];
    }
    if (frame[symbol.index()] instanceof Table table) {
      return table;
    }
    var made = new Table();
    frame[symbol.index()] = made;
    return made;
  }

  Table arguments() {
    return tables[Special.ARGV];
  }

  void setStatus(int code) {
    status = code & 0xff;
  }

  void setResult(Value value) {
    result = value;
  }

  void checkpoint() {
    proc.sys().checkpoint();
  }

  Fields record() {
    return record;
  }

  Input input() {
    return input;
  }

  Streams streams() {
    return streams;
  }

  Patterns patterns() {
    return patterns;
  }

  Random random() {
    return random;
  }

  Proc proc() {
    return proc;
  }

  Syscalls sys() {
    return proc.sys();
  }
}
