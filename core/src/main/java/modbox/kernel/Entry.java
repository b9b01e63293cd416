package modbox.kernel;

import java.util.Set;
import modbox.abi.ErrnoException;
import modbox.log.LogRecord;
import modbox.task.Scheduler;
import modbox.world.Event;
import modbox.world.Snapshot;
import modbox.world.Table;
import modbox.world.World;

/** What every system call begins with. */
abstract class Entry {
  /**
   * Tables that keep what a failing call wrote: nobody unsays a log line or uses a number twice.
   */
  private static final Set<Table<?, ?>> LASTING =
      Set.of(LogRecord.TABLE, SystemDoor.DECISIONS, Event.TABLE, World.COUNTERS);

  private final World world;
  final Scheduler scheduler;

  Entry(World world, Scheduler scheduler) {
    this.world = world;
    this.scheduler = scheduler;
  }

  /** A call's work. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws ErrnoException;
  }

  /**
   * A step into the kernel whose writes stay only if it succeeds; what it wrote before a point
   * where it blocked stays in any case.
   */
  final <T> T atomically(Call<T> call) throws ErrnoException {
    scheduler.enterKernel();
    Snapshot outer = scheduler.base();
    scheduler.rollBackTo(world.snapshot());
    boolean done = false;
    try {
      T result = call.run();
      done = true;
      return result;
    } finally {
      if (scheduler.isCurrent()) {
        Snapshot base = scheduler.base();
        if (!done && base != null) {
          world.rollBack(base, LASTING);
        }
        scheduler.rollBackTo(outer);
      }
    }
  }
}
