package modbox.sh.builtin;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Builtin;
import modbox.sh.exec.Builtin.Kind;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Leave;
import modbox.sh.expand.ShellException;

/** The table of built-ins. */
public final class StandardBuiltins {
  /** What a built-in does. */
  @FunctionalInterface
  interface Body {
    int run(Interpreter sh, List<String> argv) throws ShellException, ErrnoException;
  }

  private record Entry(List<String> names, Kind kind, Body body) implements Builtin {
    @Override
    public int run(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
      return body.run(sh, argv);
    }
  }

  private final List<Builtin> all = new ArrayList<>();

  private StandardBuiltins() {}

  /** All built-ins that need no job control. */
  public static List<Builtin> all() {
    var table = new StandardBuiltins();
    table.special();
    table.regular();
    return List.copyOf(table.all);
  }

  private void add(Kind kind, Body body, String... names) {
    all.add(new Entry(List.of(names), kind, body));
  }

  private void special() {
    add(Kind.SPECIAL, Flow::leaveLoop, "break", "continue");
    add(Kind.SPECIAL, (_, _) -> 0, ":");
    add(Kind.SPECIAL, Sourcing::source, ".", "source");
    add(Kind.SPECIAL, Sourcing::eval, "eval");
    add(Kind.SPECIAL, Executing::exec, "exec");
    add(
        Kind.SPECIAL,
        (sh, argv) -> {
          throw new Leave(Flow.status(sh, argv));
        },
        "exit");
    add(Kind.SPECIAL_DECLARATION, Declaring::export, "export");
    add(Kind.SPECIAL_DECLARATION, Declaring::readonly, "readonly");
    add(Kind.SPECIAL, Flow::giveBack, "return");
    add(Kind.SPECIAL, Setting::set, "set");
    add(Kind.SPECIAL, Setting::shift, "shift");
    add(Kind.SPECIAL, Resources::times, "times");
    add(Kind.SPECIAL, Trapping::trap, "trap");
    add(Kind.SPECIAL, Declaring::unset, "unset");
  }

  private void regular() {
    add(Kind.REGULAR, Aliasing::alias, "alias");
    add(Kind.REGULAR, Aliasing::unalias, "unalias");
    add(Kind.REGULAR, Directory::cd, "cd", "chdir");
    add(Kind.REGULAR, Directory::pwd, "pwd");
    add(Kind.REGULAR, Executing::command, "command");
    add(Kind.REGULAR, Executing::type, "type");
    add(Kind.REGULAR, Executing::hash, "hash");
    add(Kind.REGULAR, Executing::builtin, "builtin");
    add(Kind.DECLARATION, Declaring::local, "local");
    add(Kind.DECLARATION, Declaring::declare, "declare", "typeset");
    add(Kind.REGULAR, Declaring::let, "let");
    add(Kind.REGULAR, Printing::echo, "echo");
    add(Kind.REGULAR, Printing::printf, "printf");
    add(Kind.REGULAR, (_, _) -> 0, "true");
    add(Kind.REGULAR, (_, _) -> 1, "false");
    add(Kind.REGULAR, Testing::test, "test", "[");
    add(Kind.REGULAR, Getopts::run, "getopts");
    add(Kind.REGULAR, Reading::read, "read");
    add(Kind.REGULAR, Resources::umask, "umask");
    add(Kind.REGULAR, Limits::ulimit, "ulimit");
  }
}
