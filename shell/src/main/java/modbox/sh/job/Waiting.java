package modbox.sh.job;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.WaitStatus;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Jobs;
import modbox.sh.exec.Option;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;

/** wait. */
final class Waiting {
  private final Interpreter sh;

  Waiting(Interpreter sh) {
    this.sh = sh;
  }

  int run(List<String> words) throws ShellException, ErrnoException {
    if (words.isEmpty()) {
      return all();
    }
    int status = 0;
    for (String word : words) {
      Jobs.Job job;
      int pid = 0;
      if (word.startsWith("%")) {
        job = JobBuiltins.find(sh, word);
        pid = job.last();
      } else if (!Names.isNumber(word)) {
        throw new ShellException("Illegal number: " + word);
      } else {
        pid = word.length() < 10 ? Integer.parseInt(word) : 0;
        job = sh.shell().jobs().of(pid);
      }
      if (job == null) {
        status = 127;
        continue;
      }
      int interrupted = await(job, pid);
      if (interrupted != 0) {
        return interrupted;
      }
      WaitStatus end = job.status(pid);
      status = end == null ? 127 : end.shellStatus();
      if (end != null && job.state() == Jobs.State.DONE && !sh.shell().has(Option.INTERACTIVE)) {
        sh.children().groups().tell(end);
      }
      forget(job);
    }
    return status;
  }

  private int all() throws ShellException, ErrnoException {
    for (Jobs.Job job : sh.shell().jobs().all()) {
      int interrupted = await(job, 0);
      if (interrupted != 0) {
        return interrupted;
      }
      forget(job);
    }
    return 0;
  }

  private void forget(Jobs.Job job) {
    if (job.state() == Jobs.State.DONE && job.pids().size() == 1) {
      sh.shell().jobs().remove(job);
    }
  }

  /**
   * Waits for a job, or one process of it.
   *
   * @return 128 plus the number of the trapped signal that interrupted it, else 0
   */
  private int await(Jobs.Job job, int pid) throws ShellException, ErrnoException {
    while (pid == 0 ? job.state() == Jobs.State.RUNNING : job.status(pid) == null) {
      if (sh.children().awaitAny() == null) {
        int interrupted = sh.signals().deliverInterrupting();
        if (interrupted != 0) {
          return interrupted;
        }
        if (!sh.children().hasChildren()) {
          return 0;
        }
      }
    }
    return 0;
  }
}
