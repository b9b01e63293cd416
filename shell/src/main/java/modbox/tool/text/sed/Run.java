package modbox.tool.text.sed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;

/** Executes a script over the input. */
public final class Run {
  /**
   * How to run.
   *
   * @param suffix of the backup of a file edited in place; empty without one
   */
  public record Options(
      boolean silent,
      boolean separate,
      boolean inPlace,
      String suffix,
      boolean unbuffered,
      boolean nullData,
      boolean posix,
      int width) {}

  /** What waits for the end of the cycle: text, or a file to be copied. */
  private record Pending(String text, boolean isFile, boolean isLine) {}

  private final Proc proc;
  private final List<Command> commands;
  private final Options options;
  private final int end;
  private final Input input;
  private final Files files;
  private final Ranges ranges;
  private final List<Pending> pending = new ArrayList<>();
  private Optional<Regex> lastRegex = Optional.empty();
  private String space = "";
  private String hold = "";
  private boolean terminated = true;
  private boolean replaced;
  private boolean quits;
  private boolean restart;
  private int status;

  /** A run of the script over these files. */
  public Run(Proc proc, Script script, Options options, List<String> names)
      throws ErrnoException, Failure {
    this.proc = proc;
    commands = script.commands();
    this.options = options;
    end = options.nullData() ? 0 : '\n';
    files = new Files(proc, options, end);
    files.open(commands);
    input = new Input(proc, names, options.separate() || options.inPlace(), end, files);
    ranges = new Ranges(commands);
  }

  /** Runs to the end of the input or to a q. */
  public ExitStatus run() throws ErrnoException, Failure {
    try {
      while (!quits && (restart || read())) {
        restart = false;
        proc.sys().checkpoint();
        cycle();
      }
    } catch (RegexException e) {
      throw new Failure(1, e.text());
    }
    input.stop();
    files.close();
    return new ExitStatus(status != 0 ? status : input.failed() ? 2 : 0);
  }

  private boolean read() throws ErrnoException {
    Optional<String> line = input.next();
    space = line.orElse("");
    terminated = input.terminated();
    replaced = false;
    return line.isPresent();
  }

  private void cycle() throws ErrnoException, Failure, RegexException {
    int at = 0;
    while (at < commands.size()) {
      Command command = commands.get(at);
      if (!ranges.selects(at, this::matches, input)) {
        at = command.action() instanceof Action.Begin(int target) ? target : at + 1;
        continue;
      }
      int next = execute(command, at);
      if (next < 0) {
        endCycle(false);
        return;
      }
      at = next == Integer.MAX_VALUE ? commands.size() : next;
    }
    endCycle(true);
  }

  private static final int DELETED = -1;

  private void endCycle(boolean print) throws ErrnoException {
    if (print && !options.silent()) {
      files.standard().line(space, end, terminated);
    }
    appends();
  }

  private boolean matches(Optional<Regex> regex) throws RegexException, Failure {
    return use(regex).matchesIn(space);
  }

  private Regex use(Optional<Regex> regex) throws Failure {
    if (regex.isPresent()) {
      lastRegex = regex;
    }
    return lastRegex.orElseThrow(() -> new Failure(1, "no previous regular expression"));
  }

  /** The index of the next command, or DELETED. */
  private int execute(Command command, int at) throws ErrnoException, Failure, RegexException {
    switch (command.action()) {
      case Action.Begin _, Action.Nothing _ -> {}
      case Action.Text(char letter, String text) -> {
        return text(command, letter, text, at);
      }
      case Action.Branch(char letter, int target) -> {
        boolean jumps = letter == 'b' || replaced == (letter == 't');
        if (letter != 'b') {
          replaced = false;
        }
        if (jumps) {
          proc.sys().checkpoint();
          return target;
        }
      }
      case Action.Simple(char letter) -> {
        return simple(letter, at);
      }
      case Action.List_(var width) ->
          files.standard().raw(Visible.wrap(space, width.orElse(options.width())), end);
      case Action.Quit(char letter, int code) -> {
        status = code;
        quits = true;
        return letter == 'q' ? Integer.MAX_VALUE : DELETED;
      }
      case Action.File(char letter, String name) -> file(letter, name);
      case Action.Execute(String line) -> {
        if (line.isEmpty()) {
          space = Shell.output(proc, space);
          space = space.endsWith("\n") ? space.substring(0, space.length() - 1) : space;
        } else {
          files.standard().raw(Shell.output(proc, line), end);
        }
      }
      case Action.Translate(String from, String to) -> {
        var made = new StringBuilder(space);
        for (int i = 0; i < made.length(); i++) {
          int index = from.indexOf(made.charAt(i));
          made.setCharAt(i, index < 0 ? made.charAt(i) : to.charAt(index));
        }
        space = made.toString();
      }
      case Action.Substitute s -> substitute(s);
    }
    return at + 1;
  }

  private int text(Command command, char letter, String text, int at) throws ErrnoException {
    switch (letter) {
      case 'a' -> pending.add(new Pending(text, false, false));
      case 'i' -> files.standard().raw(text, end);
      default -> {
        boolean range = command.second().isPresent() && !command.negated();
        if (!range || ranges.ended(at)) {
          files.standard().raw(text, end);
        }
        return DELETED;
      }
    }
    return at + 1;
  }

  private int simple(char letter, int at) throws ErrnoException {
    switch (letter) {
      case '=' -> files.standard().raw(input.line() + "\n", end);
      case 'd' -> {
        return DELETED;
      }
      case 'D' -> {
        int newline = space.indexOf(end);
        if (newline >= 0) {
          space = space.substring(newline + 1);
          restart = true;
        }
        return DELETED;
      }
      case 'F' -> files.standard().raw(input.name() + "\n", end);
      case 'g' -> space = hold;
      case 'G' -> space = space + (char) end + hold;
      case 'h' -> hold = space;
      case 'H' -> hold = hold + (char) end + space;
      case 'x' -> {
        String other = hold;
        hold = space;
        space = other;
      }
      case 'z' -> space = "";
      case 'p' -> files.standard().line(space, end, terminated);
      case 'P' -> {
        int newline = space.indexOf(end);
        boolean whole = newline < 0;
        files
            .standard()
            .line(whole ? space : space.substring(0, newline), end, !whole || terminated);
      }
      default -> {
        return more(letter, at);
      }
    }
    return at + 1;
  }

  /** {@code n} and {@code N}. */
  private int more(char letter, int at) throws ErrnoException {
    if (input.exhausted()) {
      quits = true;
      boolean prints = !options.posix() || letter == 'n';
      return prints ? Integer.MAX_VALUE : DELETED;
    }
    if (letter == 'n' && !options.silent()) {
      files.standard().line(space, end, terminated);
    }
    appends();
    String before = space;
    boolean keep = replaced;
    read();
    replaced = keep;
    if (letter == 'N') {
      space = before + (char) end + space;
    }
    return at + 1;
  }

  private void file(char letter, String name) throws ErrnoException {
    switch (letter) {
      case 'r' -> pending.add(new Pending(name, true, false));
      case 'R' -> files.lineOf(name).ifPresent(line -> pending.add(new Pending(line, false, true)));
      case 'w' -> files.named(name).line(space, end, terminated);
      default -> {
        int newline = space.indexOf(end);
        files.named(name).line(newline < 0 ? space : space.substring(0, newline), end, true);
      }
    }
  }

  private void substitute(Action.Substitute s) throws ErrnoException, Failure, RegexException {
    Optional<String> made = Replacer.replace(s, use(s.regex()), space);
    if (made.isEmpty()) {
      return;
    }
    space = made.get();
    replaced = true;
    if (s.execute()) {
      String output = Shell.output(proc, space);
      space = output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
    }
    if (s.print()) {
      files.standard().line(space, end, terminated);
    }
    if (!s.file().isEmpty()) {
      files.named(s.file()).line(space, end, terminated);
    }
  }

  private void appends() throws ErrnoException {
    for (Pending item : pending) {
      if (item.isFile()) {
        files.copy(item.text());
      } else if (item.isLine()) {
        files.standard().line(item.text(), end, true);
      } else {
        files.standard().raw(item.text(), end);
      }
    }
    pending.clear();
  }
}
