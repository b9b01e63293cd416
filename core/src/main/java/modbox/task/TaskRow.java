package modbox.task;

import io.vavr.collection.SortedMap;
import java.util.List;
import java.util.Optional;
import modbox.abi.Credentials;
import modbox.world.Table;

/**
 * A task. Whether it sleeps just now is the scheduler's affair ({@link Task#letter()}); here is
 * what outlives a restore.
 *
 * @param life alive, stopped or a zombie
 * @param exe path of the program, empty for the kernel's own tasks
 * @param fds descriptors by number
 * @param report a change of state that wait4 has not yet told the parent of, 0 for none
 * @param exitStatus the status word; meaningful for a zombie
 * @param start nanoseconds since boot
 * @param cpu time used, as of the last time the scheduler wrote it down
 * @param tty device number of the controlling terminal, 0 for none
 * @param event inside which it writes
 * @param daemon whether a restore starts it again instead of ending it
 * @param memory the program's memory, an immutable value
 */
public record TaskRow(
    int pid,
    int ppid,
    int pgid,
    int sid,
    Life life,
    String comm,
    String exe,
    List<String> argv,
    List<String> environment,
    Credentials credentials,
    FsContext fs,
    SortedMap<Integer, Fd> fds,
    SignalState signals,
    SortedMap<Integer, Rlimit> limits,
    int nice,
    int report,
    int exitStatus,
    long start,
    Cpu cpu,
    long tty,
    long event,
    boolean daemon,
    Optional<Object> memory) {
  /** The tasks by process id. */
  public static final Table<Integer, TaskRow> TABLE =
      Table.of("tasks", Integer.class, TaskRow.class);

  /** All tables of this package. */
  public static final List<Table<?, ?>> TABLES = List.of(TABLE);

  /** Whether a task lives. */
  public enum Life {
    ALIVE,
    STOPPED,
    ZOMBIE
  }

  /**
   * Where path names begin, and which permission bits a new file lacks.
   *
   * @param cwd a place as {@code vfs} has it; likewise {@code root}
   */
  public record FsContext(Record cwd, Record root, int umask) {}

  /** Steps used: own in user mode and in system calls, and those of children waited for. */
  public record Cpu(long user, long system, long childUser, long childSystem) {
    static final Cpu NONE = new Cpu(0, 0, 0, 0);
  }

  public TaskRow {
    argv = List.copyOf(argv);
    environment = List.copyOf(environment);
  }

  /** Whether it has ended and waits for its parent to look. */
  public boolean isZombie() {
    return life == Life.ZOMBIE;
  }

  /** A copy to be changed. */
  public Edit edit() {
    return new Edit(this);
  }

  public TaskRow withFds(SortedMap<Integer, Fd> value) {
    return edit().fds(value).done();
  }

  public TaskRow withFs(FsContext value) {
    return edit().fs(value).done();
  }

  public TaskRow withSignals(SignalState value) {
    return edit().signals(value).done();
  }

  public TaskRow withCredentials(Credentials value) {
    return edit().credentials(value).done();
  }
}
