package modbox.tool.file.find;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.WaitStatus;
import modbox.user.Exec;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;

/** The actions of find. */
final class Actions {
  /** As much as a command line of {@code -exec … +} may hold, as find has it. */
  private static final int LONGEST = 128 * 1024;

  private final Proc proc;
  private final Settings settings;
  private final ExpressionParser in;
  private final Map<String, Out> files = new TreeMap<>();

  Actions(Proc proc, Settings settings, ExpressionParser in) {
    this.proc = proc;
    this.settings = settings;
    this.in = in;
  }

  /** The action of this name; empty if there is none. */
  Optional<Condition> parse(String word) throws Failure, ErrnoException {
    Condition action =
        switch (word) {
          case "-print" -> print("\n");
          case "-print0" -> print("\0");
          case "-printf" -> printf(proc.out(), in.argument(word));
          case "-fprint" -> write(file(in.argument(word)), "\n");
          case "-fprint0" -> write(file(in.argument(word)), "\0");
          case "-fprintf" -> {
            Out out = file(in.argument(word));
            yield printf(out, in.argument(word));
          }
          case "-ls" -> ls(proc.out());
          case "-fls" -> ls(file(in.argument(word)));
          case "-exec", "-execdir", "-ok", "-okdir" -> exec(word);
          case "-delete" -> delete();
          case "-prune" ->
              _ -> {
                settings.pruned = true;
                return true;
              };
          case "-quit" ->
              _ -> {
                settings.quits = true;
                return true;
              };
          default -> null;
        };
    if (action != null && !word.equals("-prune")) {
      settings.acts = true;
    }
    return Optional.ofNullable(action);
  }

  Condition print(String end) {
    return write(proc.out(), end);
  }

  private static Condition write(Out out, String end) {
    return entry -> {
      out.print(entry.path()).print(end);
      return true;
    };
  }

  private Out file(String name) throws Failure {
    Out known = files.get(name);
    if (known != null) {
      return known;
    }
    if (name.equals("/dev/stdout")) {
      return proc.out();
    }
    try {
      int how = Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC;
      Out out = new Out(proc.sys(), proc.sys().open(name, how, 0666));
      files.put(name, out);
      settings.atEnd(out::flush);
      return out;
    } catch (ErrnoException e) {
      throw new Failure(Quote.always(name) + ": " + e.errno().text());
    }
  }

  private Condition printf(Out out, String format) {
    var formatter = new PrintfFormat(proc);
    return entry -> {
      PrintfFormat.Result result = formatter.format(format, entry);
      out.print(result.text());
      if (result.flush()) {
        out.flush();
      }
      return true;
    };
  }

  private Condition ls(Out out) {
    var formatter = new PrintfFormat(proc);
    return entry -> {
      out.println(formatter.ls(entry));
      return true;
    };
  }

  private Condition delete() {
    settings.depthFirst = true;
    return entry -> {
      if (entry.path().equals(".")) {
        return true;
      }
      try {
        if (entry.stat().isDirectory()) {
          proc.sys().rmdir(entry.path());
        } else {
          proc.sys().unlink(entry.path());
        }
        return true;
      } catch (ErrnoException e) {
        if (e.errno() != Errno.ENOENT) {
          settings.failed = true;
          proc.complain("cannot delete " + Quote.always(entry.path()), e);
        }
        return false;
      }
    };
  }

  private Condition exec(String word) throws Failure {
    List<String> command = in.command(word);
    boolean many = command.getLast().equals("+");
    boolean inDirectory = word.endsWith("dir");
    boolean asks = word.startsWith("-ok");
    List<String> words = command.subList(0, command.size() - 1);
    if (words.isEmpty()) {
      throw new Failure("invalid argument `;' to `" + word + "'");
    }
    if (many && !asks) {
      return batch(words.subList(0, words.size() - 1), inDirectory);
    }
    In answers = new In(proc.sys(), 0);
    return entry -> {
      String shown = inDirectory ? "./" + entry.name() : entry.path();
      if (asks) {
        proc.err("< " + words.getFirst() + " ... " + entry.path() + " > ? ");
        if (!answers.line().orElse("").matches("[yY].*")) {
          return false;
        }
      }
      var argv = new ArrayList<String>();
      words.forEach(w -> argv.add(w.replace("{}", shown)));
      return run(argv, inDirectory ? directory(entry) : "") == 0;
    };
  }

  private static String directory(Entry entry) {
    String directory = entry.directory();
    return directory.isEmpty() ? "/" : directory;
  }

  private Condition batch(List<String> words, boolean inDirectory) {
    var waiting = new ArrayList<String>();
    var place = new String[] {""};
    var size = new int[1];
    Settings.Finish flush =
        () -> {
          if (!waiting.isEmpty()) {
            var argv = new ArrayList<>(words);
            argv.addAll(waiting);
            waiting.clear();
            size[0] = 0;
            settings.failed |= run(argv, place[0]) != 0;
          }
        };
    settings.atEnd(flush);
    return entry -> {
      String where = inDirectory ? directory(entry) : "";
      String shown = inDirectory ? "./" + entry.name() : entry.path();
      if (!where.equals(place[0]) || size[0] + shown.length() > LONGEST) {
        flush.run();
      }
      place[0] = where;
      waiting.add(shown);
      size[0] += shown.length() + 1;
      return true;
    };
  }

  /** Runs a command and gives its status. */
  private int run(List<String> argv, String directory) throws ErrnoException {
    proc.out().flush();
    int child =
        proc.sys()
            .fork(
                () -> {
                  try {
                    if (!directory.isEmpty()) {
                      proc.sys().chdir(directory);
                    }
                    Exec.replace(proc, argv, proc.environment());
                    return Exec.CANNOT;
                  } catch (ErrnoException e) {
                    return Exec.complain(proc, Quote.always(argv.getFirst()), e);
                  }
                });
    return proc.sys().wait4(child, 0).map(WaitStatus::shellStatus).orElse(0);
  }
}
