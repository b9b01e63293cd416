package modbox.tty;

import io.vavr.collection.List;
import java.util.function.BooleanSupplier;
import modbox.abi.ErrnoException;
import modbox.abi.Termios;
import modbox.task.Channel;
import modbox.task.Scheduler;
import modbox.world.World;

/** What the slave's readers wait for and get. Source: drivers/tty/n_tty.c. */
final class Input {
  private final World world;
  private final Scheduler scheduler;
  private final JobControl jobs;

  Input(World world, Scheduler scheduler, JobControl jobs) {
    this.world = world;
    this.scheduler = scheduler;
    this.jobs = jobs;
  }

  /**
   * Waits until there may be something to read.
   *
   * @param channel that is woken when something arrives
   * @return false when VTIME is over
   */
  boolean await(TtyRow row, int length, Channel channel) throws ErrnoException {
    int id = row.id();
    int min = row.termios().control().get(Termios.VMIN);
    int time = row.termios().control().get(Termios.VTIME);
    // A reader that was stopped may go on in the background: it is not to wait there for a line.
    BooleanSupplier until =
        () ->
            canRead(id, length)
                || world.find(TtyRow.TABLE, id).map(r -> !r.master()).orElse(true)
                || jobs.isBackground(row);
    if (row.isCanonical() || time == 0) {
      return scheduler.block(channel, until, Scheduler.FOREVER);
    }
    long timeout = time * 100_000_000L;
    if (min == 0) {
      return scheduler.block(channel, until, timeout);
    }
    int before = row.available();
    if (before == 0) {
      scheduler.block(
          channel,
          () ->
              until.getAsBoolean()
                  || world.find(TtyRow.TABLE, id).map(r -> r.available() > 0).orElse(true),
          Scheduler.FOREVER);
      return true;
    }
    return scheduler.block(
        channel,
        () ->
            until.getAsBoolean()
                || world.find(TtyRow.TABLE, id).map(r -> r.available() > before).orElse(true),
        timeout);
  }

  /** Whether a read of the slave would not wait. */
  boolean canRead(int id, int length) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    if (row == null || !row.master()) {
      return true;
    }
    if (row.isCanonical()) {
      return !row.input().isEmpty();
    }
    int min = row.termios().control().get(Termios.VMIN);
    int time = row.termios().control().get(Termios.VTIME);
    int available = row.available();
    return min == 0 ? time == 0 || available > 0 : available >= Math.min(min, length);
  }

  /** Takes what there is: a line, or as much as fits. Whoever waits to write is woken. */
  int take(TtyRow row, byte[] buffer, int offset, int length) {
    List<String> queue = row.input();
    int count = 0;
    while (!queue.isEmpty() && count < length) {
      String chunk = queue.head();
      int part = Math.min(chunk.length(), length - count);
      for (int i = 0; i < part; i++) {
        buffer[offset + count + i] = (byte) chunk.charAt(i);
      }
      count += part;
      queue = queue.tail();
      if (part < chunk.length()) {
        queue = queue.prepend(chunk.substring(part));
      }
      if (row.isCanonical()) {
        break;
      }
    }
    if (!queue.equals(row.input())) {
      world.put(TtyRow.TABLE, row.id(), row.withInput(queue, row.line()));
      scheduler.wake(Terminals.output(row));
    }
    return count;
  }
}
