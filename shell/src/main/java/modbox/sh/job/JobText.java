package modbox.sh.job;

import modbox.abi.WaitStatus;
import modbox.sh.exec.Jobs;
import modbox.sh.exec.SignalNames;

/** How a job is shown. */
final class JobText {
  /** Where the command begins, as dash aligns it. */
  private static final int COLUMN = 33;

  private JobText() {}

  static String line(Jobs jobs, Jobs.Job job, boolean lengthy) {
    char mark = job == jobs.current(0) ? '+' : job == jobs.current(1) ? '-' : ' ';
    var text = new StringBuilder("[" + job.number() + "] " + mark + " ");
    if (lengthy) {
      text.append(job.pids().getFirst()).append(' ');
    }
    text.append(state(job));
    int column = lengthy ? COLUMN + 1 + String.valueOf(job.pids().getFirst()).length() : COLUMN;
    while (text.length() < column) {
      text.append(' ');
    }
    return text.append(job.title()).toString();
  }

  private static String state(Jobs.Job job) {
    WaitStatus status = job.status();
    return switch (job.state()) {
      case RUNNING -> "Running";
      case STOPPED ->
          status != null && status.isStopped() ? SignalNames.text(status.signal()) : "Stopped";
      case DONE -> {
        if (status == null || status.status() == 0) {
          yield "Done";
        }
        if (status.isExited()) {
          yield "Done(" + status.exitCode() + ")";
        }
        yield SignalNames.text(status.signal());
      }
    };
  }
}
