package modbox.sh.exec;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.ErrnoException;
import modbox.sh.syntax.Aliases;
import modbox.sh.syntax.Command;
import modbox.sh.syntax.Parser;
import modbox.sh.syntax.Printer;
import modbox.sh.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the state of a shell, and takes it back after the machine has gone to another moment.
 */
public final class Memories {
  /** The text of a function that was printed before. */
  private record Printed(Command body, String text) {}

  private final Interpreter sh;
  private final Map<String, Printed> printed = new HashMap<>();
  private @Nullable Memory last;

  public Memories(Interpreter sh) {
    this.sh = sh;
  }

  /** Puts the present state into the task's row, unless it is there already. */
  public void publish() {
    Memory memory = read();
    if (!memory.equals(last)) {
      last = memory;
      sh.sys().setMemory(memory);
    }
  }

  /** Takes the state of the task's row if it is not the one that was published last. */
  public void follow() throws ErrnoException {
    Object there = sh.sys().memory().orElse(null);
    if (there instanceof Memory memory && !memory.equals(last)) {
      last = memory;
      write(memory);
    }
  }

  private Memory read() {
    Shell shell = sh.shell();
    SortedMap<String, String> functions = TreeMap.empty();
    for (String name : shell.functionNames()) {
      Command body = shell.function(name);
      if (body != null) {
        functions = functions.put(name, text(name, body));
      }
    }
    var options = new ArrayList<String>();
    shell.options().forEach(option -> options.add(option.title()));
    return new Memory(
        shell.variables().cells(),
        functions,
        TreeMap.ofAll(shell.aliases()),
        options,
        TreeMap.ofAll(shell.traps().actions()),
        shell.positional(),
        shell.zero(),
        shell.status(),
        shell.pid(),
        shell.lastBackground());
  }

  private String text(String name, Command body) {
    Printed known = printed.get(name);
    if (known == null || !known.body.equals(body)) {
      known = new Printed(body, Printer.print(body));
      printed.put(name, known);
    }
    return known.text;
  }

  private void write(Memory memory) throws ErrnoException {
    Shell shell = sh.shell();
    shell.variables().replace(memory.variables());
    for (String name : shell.functionNames()) {
      shell.undefine(name);
    }
    memory.functions().forEach((name, text) -> define(shell, name, text));
    shell.aliases().clear();
    memory.aliases().forEach(shell.aliases()::put);
    for (Option option : Option.values()) {
      if (option != Option.INTERACTIVE && option != Option.MONITOR) {
        shell.set(option, memory.options().contains(option.title()));
      }
    }
    for (int number : List.copyOf(shell.traps().actions().keySet())) {
      sh.signals().trap(number, null);
    }
    for (var entry : memory.traps()) {
      sh.signals().trap(entry._1, entry._2);
    }
    shell.setPositional(memory.positional());
    shell.setZero(memory.zero());
    shell.setStatus(memory.status());
    shell.setLastBackground(memory.lastBackground());
    // Restoring ended every job of this shell.
    shell.jobs().all().forEach(shell.jobs()::remove);
  }

  private void define(Shell shell, String name, String text) {
    try {
      List<Command> commands = new Parser(text + "\n", 1, Aliases.NONE).program().commands();
      if (commands.size() == 1) {
        shell.define(name, commands.getFirst());
        printed.put(name, new Printed(commands.getFirst(), text));
      }
    } catch (SyntaxException e) {
      throw new IllegalStateException("a printed function cannot be read: " + text, e);
    }
  }
}
