package modbox.tool.sys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.WaitStatus;
import modbox.user.Args;
import modbox.user.Exec;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;

/** Runs the commands of xargs and adds up how they ended. */
final class XargsRunner {
  private static final int USUAL_SIZE = 131072;
  private static final int SOME_FAILED = 123;
  private static final int STOPPED = 124;
  private static final int KILLED = 125;
  private static final int STOP_STATUS = 255;

  private final Proc proc;
  private final Args args;
  private final List<String> command;
  private final long size;
  private final long most;
  private int running;
  private int status;

  XargsRunner(Proc proc, Args args, List<String> command) throws Args.UsageException, Failure {
    this.proc = proc;
    this.args = args;
    this.command = command;
    size = Xargs.number(args, "max-chars", USUAL_SIZE);
    long processes = Xargs.number(args, "max-procs", 1);
    most = processes == 0 ? Integer.MAX_VALUE : processes;
  }

  /** Whether one more word fits on the command line. */
  boolean fits(List<String> batch, String word) {
    long length = word.length() + 1L;
    for (String part : command) {
      length += part.length() + 1;
    }
    for (String part : batch) {
      length += part.length() + 1;
    }
    return length <= size;
  }

  void replaced(String mark, String item) throws ErrnoException, Failure {
    var argv = new ArrayList<String>();
    for (String word : command) {
      argv.add(word.replace(mark, item));
    }
    start(argv);
  }

  void run(List<String> batch) throws ErrnoException, Failure {
    if (batch.size() == 1 && !fits(List.of(), batch.getFirst())) {
      throw new Failure("argument line too long");
    }
    var argv = new ArrayList<>(command);
    argv.addAll(batch);
    start(argv);
  }

  private void start(List<String> argv) throws ErrnoException, Failure {
    if (args.has("verbose") || args.has("interactive")) {
      var shown = new ArrayList<String>();
      argv.forEach(word -> shown.add(Quote.forShell(word)));
      proc.err(String.join(" ", shown) + (args.has("interactive") ? "?..." : "\n"));
      if (args.has("interactive") && !agreed()) {
        return;
      }
    }
    while (running >= most) {
      collect();
    }
    proc.out().flush();
    proc.sys()
        .fork(
            () -> {
              String input = args.has("open-tty") ? "/dev/tty" : "/dev/null";
              if (!args.has("arg-file") || args.has("open-tty")) {
                int fd = proc.sys().open(input, Open.RDONLY);
                proc.sys().dup2(fd, 0, false);
                if (fd != 0) {
                  proc.sys().close(fd);
                }
              }
              try {
                Exec.replace(proc, argv, proc.environment());
                return Exec.CANNOT;
              } catch (ErrnoException e) {
                return Exec.complain(proc, argv.getFirst(), e);
              }
            });
    running++;
    if (most == 1) {
      collect();
    }
  }

  private boolean agreed() throws ErrnoException {
    int fd = proc.sys().open("/dev/tty", Open.RDONLY | Open.CLOEXEC);
    boolean yes = new In(proc.sys(), fd).line().orElse("").matches("[yY].*");
    proc.sys().close(fd);
    return yes;
  }

  private void collect() throws ErrnoException, Failure {
    Optional<WaitStatus> ended = proc.sys().wait4(-1, 0);
    running--;
    if (ended.isEmpty()) {
      return;
    }
    WaitStatus how = ended.get();
    String name = command.getFirst();
    if (how.isKilled()) {
      throw new Failure(KILLED, name + ": terminated by signal " + how.signal());
    }
    int code = how.exitCode();
    if (code == STOP_STATUS) {
      throw new Failure(STOPPED, name + ": exited with status 255; aborting");
    } else if (code == Exec.NOT_FOUND || code == Exec.CANNOT) {
      throw new Failure(code, "");
    } else if (code != 0) {
      status = SOME_FAILED;
    }
  }

  ExitStatus finish() throws ErrnoException, Failure {
    while (running > 0) {
      collect();
    }
    return new ExitStatus(status);
  }
}
