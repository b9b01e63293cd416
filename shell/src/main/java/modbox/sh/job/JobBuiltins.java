package modbox.sh.job;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.sh.exec.Builtin;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Jobs;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;
import org.jspecify.annotations.Nullable;

/** jobs, fg, bg, wait, kill, disown. */
enum JobBuiltins implements Builtin {
  JOBS("jobs") {
    @Override
    public int run(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
      boolean pids = false;
      boolean lengthy = false;
      int at = 1;
      while (at < argv.size() && argv.get(at).startsWith("-")) {
        pids |= argv.get(at).contains("p");
        lengthy |= argv.get(at).contains("l");
        at++;
      }
      sh.children().poll();
      List<Jobs.Job> chosen =
          at == argv.size() ? sh.shell().jobs().all() : find(sh, argv.subList(at, argv.size()));
      for (Jobs.Job job : chosen) {
        sh.out()
            .println(
                pids
                    ? Integer.toString(job.pids().getFirst())
                    : JobText.line(sh.shell().jobs(), job, lengthy));
        job.tell();
        if (job.state() == Jobs.State.DONE) {
          sh.shell().jobs().remove(job);
        }
      }
      return 0;
    }
  },
  FG("fg") {
    @Override
    public int run(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
      sh.children().poll();
      Jobs.Job job = find(sh, argv.size() > 1 ? argv.get(1) : "%%");
      if (job.group() == 0) {
        throw new ShellException("job " + job.title() + " not created under job control");
      }
      sh.out().println(job.title());
      sh.out().flush();
      sh.shell().jobs().touch(job);
      return sh.children().groups().resume(job);
    }
  },
  BG("bg") {
    @Override
    public int run(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
      sh.children().poll();
      List<String> words = argv.size() > 1 ? argv.subList(1, argv.size()) : List.of("%%");
      for (Jobs.Job job : find(sh, words)) {
        if (job.group() == 0) {
          throw new ShellException("job " + job.title() + " not created under job control");
        }
        sh.out().println("[" + job.number() + "] " + job.title());
        sh.out().flush();
        job.resume();
        sh.sys().kill(-job.group(), Signal.CONT.number());
        sh.shell().setLastBackground(job.last());
      }
      return 0;
    }
  },
  WAIT("wait") {
    @Override
    public int run(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
      return new Waiting(sh).run(argv.subList(1, argv.size()));
    }
  },
  DISOWN("disown") {
    @Override
    public int run(Interpreter sh, List<String> argv) throws ShellException {
      List<String> words = argv.size() > 1 ? argv.subList(1, argv.size()) : List.of("%%");
      find(sh, words).forEach(sh.shell().jobs()::remove);
      return 0;
    }
  },
  KILL("kill") {
    @Override
    public int run(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
      return new Killing(sh).run(argv);
    }
  };

  private final String title;

  JobBuiltins(String title) {
    this.title = title;
  }

  @Override
  public List<String> names() {
    return List.of(title);
  }

  @Override
  public Kind kind() {
    return Kind.REGULAR;
  }

  static List<Jobs.Job> find(Interpreter sh, List<String> words) throws ShellException {
    var found = new ArrayList<Jobs.Job>();
    for (String word : words) {
      found.add(find(sh, word));
    }
    return found;
  }

  /**
   * The job that {@code %n}, {@code %+}, {@code %-}, {@code %text}, {@code %?text} or a pid names.
   */
  static Jobs.Job find(Interpreter sh, String word) throws ShellException {
    Jobs jobs = sh.shell().jobs();
    Jobs.Job job;
    if (!word.startsWith("%")) {
      job = Names.isNumber(word) && word.length() < 10 ? jobs.of(Integer.parseInt(word)) : null;
    } else {
      job =
          switch (word) {
            case "%", "%%", "%+" -> jobs.current(0);
            case "%-" -> jobs.current(1);
            default -> named(jobs, word.substring(1));
          };
      if (job == null && (word.equals("%%") || word.equals("%+") || word.equals("%"))) {
        throw new ShellException("No current job");
      }
    }
    if (job == null) {
      throw new ShellException("No such job: " + word);
    }
    return job;
  }

  private static Jobs.@Nullable Job named(Jobs jobs, String text) throws ShellException {
    if (Names.isNumber(text) && text.length() < 10) {
      return jobs.get(Integer.parseInt(text));
    }
    Jobs.Job found = null;
    for (Jobs.Job job : jobs.all()) {
      boolean matches =
          text.startsWith("?")
              ? job.title().contains(text.substring(1))
              : job.title().startsWith(text);
      if (matches && found != null) {
        throw new ShellException("%" + text + ": ambiguous");
      }
      found = matches ? job : found;
    }
    return found;
  }
}
