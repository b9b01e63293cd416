package modbox.sh.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import modbox.abi.WaitStatus;
import org.jspecify.annotations.Nullable;

/** The job table. */
public final class Jobs {
  /** How many ended jobs are remembered for {@code wait}. */
  private static final int REMEMBERED = 1024;

  /** What a job does. */
  public enum State {
    RUNNING,
    STOPPED,
    DONE
  }

  /** A pipeline in the background, or one that was stopped. */
  public static final class Job {
    private final int number;
    private final String title;
    private final List<Integer> pids;
    private final TreeMap<Integer, WaitStatus> statuses = new TreeMap<>();
    private final int group;
    private boolean told;

    Job(int number, String title, List<Integer> pids, int group) {
      this.number = number;
      this.title = title;
      this.pids = List.copyOf(pids);
      this.group = group;
    }

    public int number() {
      return number;
    }

    /** The command as text. */
    public String title() {
      return title;
    }

    public List<Integer> pids() {
      return pids;
    }

    /** The process group, 0 if it shares the shell's. */
    public int group() {
      return group;
    }

    /** The process id that {@code $!} showed: its last. */
    public int last() {
      return pids.getLast();
    }

    public State state() {
      boolean stopped = false;
      for (int pid : pids) {
        WaitStatus status = statuses.get(pid);
        if (status == null) {
          return State.RUNNING;
        }
        stopped |= status.isStopped();
      }
      return stopped ? State.STOPPED : State.DONE;
    }

    /** The state of its last process; null while that runs. */
    public @Nullable WaitStatus status() {
      return statuses.get(last());
    }

    /** The state of one process; null while it runs. */
    public @Nullable WaitStatus status(int pid) {
      return statuses.get(pid);
    }

    /** Whether the user knows its present state. */
    public boolean told() {
      return told;
    }

    public void tell() {
      told = true;
    }

    /** It goes on running after a stop. */
    public void resume() {
      statuses.values().removeIf(WaitStatus::isStopped);
      told = true;
    }

    void note(WaitStatus status) {
      if (status.isContinued()) {
        statuses.remove(status.pid());
      } else {
        statuses.put(status.pid(), status);
      }
      told = false;
    }
  }

  private final TreeMap<Integer, Job> byNumber = new TreeMap<>();

  /** Numbers, the most recent last: what {@code %+} and {@code %-} mean. */
  private final List<Integer> recent = new ArrayList<>();

  Jobs() {}

  /** A new job with the lowest number above all others. */
  public Job add(String title, List<Integer> pids, int group) {
    forgetOldest();
    int number = byNumber.isEmpty() ? 1 : byNumber.lastKey() + 1;
    var job = new Job(number, title, pids, group);
    byNumber.put(number, job);
    recent.add(number);
    return job;
  }

  private void forgetOldest() {
    if (byNumber.size() >= REMEMBERED) {
      for (Job job : all()) {
        if (job.state() == State.DONE) {
          remove(job);
          return;
        }
      }
    }
  }

  public void remove(Job job) {
    byNumber.remove(job.number);
    recent.remove(Integer.valueOf(job.number));
  }

  /** All jobs by number. */
  public List<Job> all() {
    return List.copyOf(byNumber.values());
  }

  /** Makes a job the current one. */
  public void touch(Job job) {
    recent.remove(Integer.valueOf(job.number));
    recent.add(job.number);
  }

  /**
   * The current job, or with 1 the one before it; null if there is none. A stopped one goes first.
   */
  public @Nullable Job current(int back) {
    var order = new ArrayList<Job>();
    for (boolean stopped : new boolean[] {true, false}) {
      for (int number : recent.reversed()) {
        Job job = byNumber.get(number);
        if (job != null && (job.state() == State.STOPPED) == stopped) {
          order.add(job);
        }
      }
    }
    return back < order.size() ? order.get(back) : null;
  }

  /** The job with this number; null if there is none. */
  public @Nullable Job get(int number) {
    return byNumber.get(number);
  }

  /** The job that a process belongs to; null if it is none of ours. */
  public @Nullable Job of(int pid) {
    for (Job job : byNumber.values()) {
      if (job.pids.contains(pid)) {
        return job;
      }
    }
    return null;
  }

  /** A child has changed its state. */
  void note(WaitStatus status) {
    Job job = of(status.pid());
    if (job != null) {
      job.note(status);
    }
  }
}
