package modbox.sh.exec;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.kernel.Syscalls;
import modbox.kernel.TaskCalls;
import modbox.sh.expand.ShellException;

/** Process groups and the terminal: who is in front, and waiting for it. */
public final class Groups {
  private final Interpreter sh;
  private final Syscalls sys;

  /** The terminal, -1 if job control has none. */
  private int terminal = -1;

  private int ownGroup;

  Groups(Interpreter sh) {
    this.sh = sh;
    this.sys = sh.sys();
  }

  private boolean monitors() {
    return sh.shell().has(Option.MONITOR);
  }

  /** Turns job control on: the shell leads its own group, which is in front. */
  public void begin() throws ErrnoException {
    try {
      int fd = sys.open("/dev/tty", Open.RDWR | Open.CLOEXEC);
      terminal = sys.dupFrom(fd, 10, true);
      sys.close(fd);
    } catch (ErrnoException e) {
      terminal = -1;
      return;
    }
    ownGroup = sys.getpgid(0);
    int pid = sys.getpid();
    if (ownGroup != pid && sys.getsid(0) != pid) {
      sys.setpgid(0, pid);
      ownGroup = pid;
    }
    sys.tcsetpgrp(terminal, ownGroup);
  }

  /** Turns job control off. */
  public void end() throws ErrnoException {
    if (terminal >= 0) {
      sys.close(terminal);
      terminal = -1;
    }
  }

  /** In a child: joins the group of its pipeline's first process, in front. */
  int joinForeground(int leader) throws ErrnoException {
    if (monitors()) {
      sys.setpgid(0, leader);
      if (leader == 0) {
        toFront(sys.getpid());
      }
    }
    return 0;
  }

  /** In a child: joins a group in the background, or lets go of the keyboard. */
  int joinBackground(int leader, boolean first) throws ErrnoException {
    if (monitors()) {
      sys.setpgid(0, leader);
    } else if (first) {
      Children.detachInput(sys);
    }
    return 0;
  }

  /** In the parent: the same, lest the child has not yet come to it. */
  void adopt(int pid, int leader) {
    if (monitors()) {
      try {
        sys.setpgid(pid, leader == 0 ? pid : leader);
      } catch (ErrnoException e) {
        return; // it has gone, or become another program, and did it itself
      }
    }
  }

  private void toFront(int group) throws ErrnoException {
    if (terminal >= 0) {
      long mask = sys.sigprocmask(Signal.TTOU.bit());
      try {
        sys.tcsetpgrp(terminal, group);
      } finally {
        sys.sigprocmask(mask);
      }
    }
  }

  /** Waits for processes that run in front; a stopped one becomes a job. */
  int await(List<Integer> pids, Supplier<String> title) throws ShellException, ErrnoException {
    if (monitors()) {
      adopt(pids.getFirst(), 0);
    }
    WaitStatus last = null;
    int failed = 0;
    for (int pid : pids) {
      WaitStatus status = waitFor(pid);
      if (status.isStopped()) {
        Jobs.Job job = sh.shell().jobs().add(title.get(), pids, pids.getFirst());
        job.note(status);
        return stopped(job);
      }
      last = status;
      failed = status.shellStatus() != 0 ? status.shellStatus() : failed;
    }
    reclaim();
    if (last == null) {
      return 0;
    }
    tell(last);
    return sh.shell().has(Option.PIPEFAIL) ? failed : last.shellStatus();
  }

  private int stopped(Jobs.Job job) throws ErrnoException {
    reclaim();
    job.tell();
    WaitStatus status = job.status();
    sh.err("\n[" + job.number() + "] + Stopped                    " + job.title() + "\n");
    return status == null ? 128 + Signal.TSTP.number() : 128 + status.signal();
  }

  private void reclaim() throws ErrnoException {
    if (monitors()) {
      toFront(ownGroup);
    }
  }

  /** Says what killed a process in front, as dash does. */
  public void tell(WaitStatus status) {
    if (!status.isKilled()) {
      return;
    }
    int number = status.signal();
    if (number == Signal.INT.number()) {
      if (sh.shell().has(Option.INTERACTIVE)) {
        sh.err("\n");
      }
    } else if (number != Signal.PIPE.number()) {
      sh.err(
          SignalNames.text(number) + ((status.status() & 0x80) != 0 ? " (core dumped)\n" : "\n"));
    }
  }

  /** Waits for one process to end or stop. */
  WaitStatus waitFor(int pid) throws ErrnoException {
    int options = monitors() ? TaskCalls.WUNTRACED : 0;
    while (true) {
      try {
        Optional<WaitStatus> status = sys.wait4(pid, options);
        if (status.isPresent()) {
          return status.get();
        }
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINTR) {
          throw e;
        }
      }
    }
  }

  /** Brings a job to the front, wakes it, and waits for it. */
  public int resume(Jobs.Job job) throws ShellException, ErrnoException {
    if (job.group() != 0) {
      toFront(job.group());
      sys.kill(-job.group(), Signal.CONT.number());
    }
    job.resume();
    while (job.state() == Jobs.State.RUNNING) {
      if (sh.children().awaitAny() == null && !hasChildren()) {
        break;
      }
    }
    if (job.state() == Jobs.State.STOPPED) {
      return stopped(job);
    }
    reclaim();
    sh.shell().jobs().remove(job);
    WaitStatus status = job.status();
    if (status == null) {
      return 0;
    }
    tell(status);
    return status.shellStatus();
  }

  /** Whether there is any child; what the next one has to report is noted. */
  boolean hasChildren() {
    try {
      sys.wait4(-1, TaskCalls.WNOHANG).ifPresent(sh.shell().jobs()::note);
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }
}
