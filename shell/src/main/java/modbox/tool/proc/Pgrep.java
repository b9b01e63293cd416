package modbox.tool.proc;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Accounts;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;
import modbox.user.text.Sizes;

/** pgrep and pkill: processes by name and other traits. */
public final class Pgrep implements Tool {
  private static final int USAGE = 2;
  private static final int FATAL = 3;

  private final ToolSpec spec;
  private final boolean kills;

  public Pgrep(String name) {
    kills = name.equals("pkill");
    ToolSpec.Option[] own =
        kills
            ? new ToolSpec.Option[] {
              value((char) 0, "signal", "SIGNAL", "signal to send, by name or number"),
              flag('e', "echo", "display what is killed")
            }
            : new ToolSpec.Option[] {
              value('d', "delimiter", "STRING", "what goes between the numbers"),
              flag('l', "list-name", "list the name as well"),
              flag('a', "list-full", "list the whole command line as well"),
              flag('v', "inverse", "what does not match")
            };
    var options = new ArrayList<>(List.of(own));
    options.addAll(
        List.of(
            flag('c', "count", "how many match"),
            flag('f', "full", "match the whole command line"),
            flag('i', "ignore-case", "ignore case"),
            flag('n', "newest", "the most recently started"),
            flag('o', "oldest", "the least recently started"),
            flag('x', "exact", "match the whole name"),
            value('g', "pgroup", "PGID,...", "of these process groups"),
            value('s', "session", "SID,...", "of these sessions"),
            value('P', "parent", "PPID,...", "children of these"),
            value('t', "terminal", "TTY,...", "with these terminals"),
            value('u', "euid", "ID,...", "of these effective users"),
            value('U', "uid", "ID,...", "of these real users")));
    spec =
        ToolSpec.of(
                name,
                "[options] <pattern>",
                "Look up or signal processes by name",
                options.toArray(new ToolSpec.Option[0]))
            .usageStatus(USAGE);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public String hint(Proc proc) {
    return "Try `" + proc.name() + " --help' for more information.\n";
  }

  /** {@code pkill -TERM} and {@code pkill -9}. */
  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<>(argv);
    for (int i = 0; kills && i < words.size(); i++) {
      String word = words.get(i);
      if ((word.length() > 2 && word.startsWith("-") && signal(word.substring(1)).isPresent())
          || (word.length() == 2 && word.startsWith("-") && Character.isDigit(word.charAt(1)))) {
        words.set(i, "--signal=" + word.substring(1));
        break;
      }
    }
    return words;
  }

  static Optional<Signal> signal(String text) {
    Optional<Long> number = Sizes.integer(text);
    return number.isPresent() ? Signal.of(number.get().intValue()) : Signal.named(text);
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> operands = args.operands();
    boolean criteria =
        List.of("pgroup", "session", "parent", "terminal", "euid", "uid", "newest", "oldest")
            .stream()
            .anyMatch(args::has);
    if (operands.size() > 1) {
      throw new Args.UsageException("only one pattern can be provided");
    } else if (operands.isEmpty() && !criteria) {
      throw new Args.UsageException("no matching criteria specified");
    }
    List<TaskInfo> found = find(proc, args, operands.isEmpty() ? "" : operands.getFirst());
    return kills ? kill(proc, args, found) : list(proc, args, found);
  }

  private static List<TaskInfo> find(Proc proc, Args args, String text)
      throws ErrnoException, Failure {
    var accounts = new Accounts(proc);
    var found = new ArrayList<TaskInfo>();
    try {
      Regex regex =
          Regex.compile(
              args.has("exact") ? "^(" + text + ")$" : text,
              Regex.Syntax.EXTENDED,
              args.has("ignore-case"),
              false,
              proc.sys()::checkpoint);
      for (TaskInfo each : TaskInfo.all(proc)) {
        boolean matches =
            regex.matchesIn(args.has("full") ? each.commandLine() : each.name())
                && has(args, "pgroup", each.pgid(), accounts)
                && has(args, "session", each.sid(), accounts)
                && has(args, "parent", each.ppid(), accounts)
                && has(args, "euid", each.uid(), accounts)
                && has(args, "uid", each.ruid(), accounts)
                && args.value("terminal")
                    .map(t -> List.of(t.split(",")).contains(each.terminal()))
                    .orElse(true);
        if (matches != args.has("inverse") && each.pid() != proc.sys().getpid()) {
          found.add(each);
        }
      }
    } catch (RegexException e) {
      throw new Failure(USAGE, e.getMessage() == null ? "" : e.getMessage());
    }
    if (found.size() > 1 && (args.has("newest") || args.has("oldest"))) {
      return List.of(args.has("newest") ? found.getLast() : found.getFirst());
    }
    return found;
  }

  private static boolean has(Args args, String key, int id, Accounts accounts) throws Failure {
    Optional<String> list = args.value(key);
    if (list.isEmpty()) {
      return true;
    }
    boolean user = key.endsWith("uid");
    for (String each : list.get().split(",")) {
      Optional<Integer> number =
          user ? accounts.uid(each) : Sizes.integer(each).map(Long::intValue);
      if (number.isEmpty()) {
        throw new Failure(USAGE, (user ? "invalid user name: " : "not a number: ") + each);
      }
      if (number.get() == id) {
        return true;
      }
    }
    return false;
  }

  private static ExitStatus list(Proc proc, Args args, List<TaskInfo> found) throws ErrnoException {
    if (args.has("count")) {
      proc.out().println(Integer.toString(found.size()));
    } else if (!found.isEmpty()) {
      var words = new ArrayList<String>();
      for (TaskInfo each : found) {
        words.add(
            each.pid()
                + (args.has("list-full")
                    ? " " + each.commandLine()
                    : args.has("list-name") ? " " + each.name() : ""));
      }
      proc.out().println(String.join(args.value("delimiter").orElse("\n"), words));
    }
    return found.isEmpty() ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  private static ExitStatus kill(Proc proc, Args args, List<TaskInfo> found)
      throws ErrnoException, Failure {
    String name = args.value("signal").orElse("TERM");
    Signal signal = signal(name).orElseThrow(() -> new Failure(FATAL, "unknown signal " + name));
    int killed = 0;
    for (TaskInfo each : found) {
      try {
        proc.sys().kill(each.pid(), signal.number());
        killed++;
        if (args.has("echo")) {
          proc.out().println(each.name() + " killed (pid " + each.pid() + ")");
        }
      } catch (ErrnoException e) {
        proc.complain("killing pid " + each.pid() + " failed: " + e.errno().text());
      }
    }
    if (args.has("count")) {
      proc.out().println(Integer.toString(killed));
    }
    return killed == 0 ? ExitStatus.FAILURE : ExitStatus.OK;
  }
}
