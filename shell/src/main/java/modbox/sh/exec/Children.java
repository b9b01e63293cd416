package modbox.sh.exec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.WaitStatus;
import modbox.kernel.Syscalls;
import modbox.kernel.TaskCalls;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Command;
import modbox.sh.syntax.Printer;
import modbox.sh.syntax.Program;
import org.jspecify.annotations.Nullable;

/** Child tasks: subshells, pipelines, substitutions, programs, jobs. */
public final class Children {
  /** What a subshell does. */
  private interface Work {
    int run(Interpreter sub) throws ShellException, ErrnoException;
  }

  private final Interpreter sh;
  private final Syscalls sys;
  private final Groups groups;
  private final List<Integer> openPipes = new ArrayList<>(0);

  Children(Interpreter sh) {
    this.sh = sh;
    this.sys = sh.sys();
    this.groups = new Groups(sh);
  }

  public Groups groups() {
    return groups;
  }

  /** Runs a subshell to its end: errors are told, the EXIT trap runs. */
  private static int finish(Interpreter sub, Work work) throws ErrnoException {
    int status;
    try {
      status = work.run(sub);
      if (sub.skip() == Interpreter.Skip.RETURN) {
        status = sub.shell().status();
      }
    } catch (Leave e) {
      status = e.status();
    } catch (ShellException e) {
      sub.complain(e.message());
      status = e.status();
    }
    status = sub.signals().leave(status);
    sub.out().flush();
    return status;
  }

  /** Forks a subshell. */
  private int fork(boolean background, TaskCalls.Child before, Work work) throws ErrnoException {
    Interpreter sub = sh.subshell();
    return forkTask(
        background,
        () -> {
          before.run();
          return finish(sub, work);
        });
  }

  private int forkTask(boolean background, TaskCalls.Child body) throws ErrnoException {
    try {
      return sys.fork(
          () -> {
            Signals.resetInChild(sh, background);
            return body.run();
          });
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN) {
        sh.complain("Cannot fork");
        throw new Leave(2);
      }
      throw e;
    }
  }

  /** {@code ( … )}. */
  int subshell(Command.Subshell command, int flags) throws ShellException, ErrnoException {
    sh.setLine(command.span().line());
    int tested = flags & Interpreter.TESTED;
    if ((flags & Interpreter.LAST) != 0 && !sh.signals().watching() && !hasExitTrap()) {
      return sh.run(command.body(), flags);
    }
    int pid =
        fork(
            false,
            () -> groups.joinForeground(0),
            sub -> sub.run(command.body(), tested | Interpreter.LAST));
    return groups.await(List.of(pid), () -> Printer.title(command));
  }

  private boolean hasExitTrap() {
    return sh.shell().traps().action(0) != null;
  }

  /** Runs a program in a child. */
  int foreground(List<String> argv, TaskCalls.Child program) throws ShellException, ErrnoException {
    int pid =
        forkTask(
            false,
            () -> {
              groups.joinForeground(0);
              return program.run();
            });
    return groups.await(List.of(pid), () -> String.join(" ", argv));
  }

  /** {@code a | b | c}. */
  int pipeline(Command.Pipeline command, int flags) throws ShellException, ErrnoException {
    List<Integer> pids = start(command, false);
    return groups.await(pids, () -> Printer.title(command));
  }

  /** Starts the stages of a pipeline. */
  private List<Integer> start(Command.Pipeline command, boolean background) throws ErrnoException {
    List<Command> stages = command.stages();
    var pids = new ArrayList<Integer>(stages.size());
    int input = -1;
    for (int i = 0; i < stages.size(); i++) {
      Command stage = stages.get(i);
      boolean last = i + 1 == stages.size();
      int[] ends = last ? new int[] {-1, -1} : sys.pipe(0);
      int from = input;
      int leader = pids.isEmpty() ? 0 : pids.getFirst();
      int pid =
          fork(
              background,
              () -> {
                if (background) {
                  groups.joinBackground(leader, from < 0);
                } else {
                  groups.joinForeground(leader);
                }
                connect(from, ends);
                return 0;
              },
              sub -> sub.execute(stage, Interpreter.LAST));
      pids.add(pid);
      groups.adopt(pid, leader);
      closeIfOpen(from);
      closeIfOpen(ends[1]);
      input = ends[0];
    }
    return pids;
  }

  private void connect(int from, int[] ends) throws ErrnoException {
    closeIfOpen(ends[0]);
    if (from >= 0) {
      sys.dup2(from, 0, false);
      sys.close(from);
    }
    if (ends[1] >= 0) {
      sys.dup2(ends[1], 1, false);
      sys.close(ends[1]);
    }
  }

  private void closeIfOpen(int fd) throws ErrnoException {
    if (fd >= 0) {
      sys.close(fd);
    }
  }

  /** {@code a &}. */
  int background(Command.Background command) throws ErrnoException {
    sh.setLine(command.span().line());
    Command body = command.command();
    List<Integer> pids;
    if (body instanceof Command.Pipeline pipeline
        && pipeline.stages().size() > 1
        && !pipeline.negated()) {
      pids = start(pipeline, true);
    } else {
      pids =
          List.of(
              fork(
                  true,
                  () -> {
                    groups.joinBackground(0, true);
                    return 0;
                  },
                  sub -> sub.execute(body, Interpreter.LAST)));
      groups.adopt(pids.getFirst(), 0);
    }
    int group = sh.shell().has(Option.MONITOR) ? pids.getFirst() : 0;
    Jobs.Job job = sh.shell().jobs().add(Printer.title(body), pids, group);
    sh.shell().setLastBackground(job.last());
    if (sh.shell().has(Option.INTERACTIVE)) {
      sh.err("[" + job.number() + "] " + job.last() + "\n");
    }
    return 0;
  }

  /** {@code $(…)}: the output without the newlines at its end. */
  String substitute(Program program) throws ShellException {
    if (program.commands().isEmpty()) {
      sh.simple().setSubstituted(0);
      return "";
    }
    try {
      int[] ends = sys.pipe(0);
      int pid =
          fork(
              false,
              () -> {
                connect(-1, ends);
                return 0;
              },
              sub -> sub.run(program, Interpreter.LAST));
      sys.close(ends[1]);
      String text = drain(ends[0]);
      sys.close(ends[0]);
      int status = groups.waitFor(pid).shellStatus();
      sh.simple().setSubstituted(status);
      sh.shell().setStatus(status);
      return text;
    } catch (ErrnoException e) {
      throw new ShellException("command substitution: " + e.errno().text());
    }
  }

  private String drain(int fd) throws ErrnoException {
    var bytes = new ByteArrayOutputStream();
    var block = new byte[8192];
    while (true) {
      int count;
      try {
        count = sys.read(fd, block, 0, block.length);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.EINTR) {
          continue;
        }
        throw e;
      }
      if (count <= 0) {
        break;
      }
      bytes.write(block, 0, count);
    }
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    if (text.indexOf('\0') >= 0) {
      text = text.replace("\0", "");
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(0, end);
  }

  /** {@code <(…)} and {@code >(…)}: the path of our end of the pipe. */
  String process(Program program, boolean reads) throws ShellException {
    try {
      int[] ends = sys.pipe(0);
      int ours = reads ? ends[0] : ends[1];
      int theirs = reads ? ends[1] : ends[0];
      fork(
          true,
          () -> {
            sys.close(ours);
            sys.dup2(theirs, reads ? 1 : 0, false);
            sys.close(theirs);
            return 0;
          },
          sub -> sub.run(program, Interpreter.LAST));
      sys.close(theirs);
      openPipes.add(ours);
      return "/dev/fd/" + ours;
    } catch (ErrnoException e) {
      throw new ShellException("process substitution: " + e.errno().text());
    }
  }

  boolean hasOpenPipes() {
    return !openPipes.isEmpty();
  }

  /** Closes the pipes of process substitutions: the command that used them has ended. */
  void closePipes() throws ErrnoException {
    for (int fd : openPipes) {
      sys.close(fd);
    }
    openPipes.clear();
  }

  /** Takes note of children that have changed their state, without waiting. */
  public void poll() {
    try {
      while (true) {
        Optional<WaitStatus> status = sys.wait4(-1, options() | TaskCalls.WNOHANG);
        if (status.isEmpty()) {
          return;
        }
        sh.shell().jobs().note(status.get());
      }
    } catch (ErrnoException e) {
      return; // no children at all
    }
  }

  private int options() {
    return sh.shell().has(Option.MONITOR) ? TaskCalls.WUNTRACED | TaskCalls.WCONTINUED : 0;
  }

  /**
   * Waits until a job changes its state.
   *
   * @return null when a trapped signal interrupted it, or there is no child left
   */
  public @Nullable WaitStatus awaitAny() throws ErrnoException {
    try {
      WaitStatus status = sys.wait4(-1, options()).orElse(null);
      if (status != null) {
        sh.shell().jobs().note(status);
      }
      return status;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EINTR || e.errno() == Errno.ECHILD) {
        return null;
      }
      throw e;
    }
  }

  /** Whether there is any child left to wait for. */
  public boolean hasChildren() {
    return groups.hasChildren();
  }

  /** Opens /dev/null as standard input. */
  static void detachInput(Syscalls sys) throws ErrnoException {
    int fd = sys.open("/dev/null", Open.RDONLY);
    if (fd != 0) {
      sys.dup2(fd, 0, false);
      sys.close(fd);
    }
  }
}
