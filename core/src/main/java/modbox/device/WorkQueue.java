package modbox.device;

import static modbox.device.DeviceTables.WORK;

import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import modbox.world.World;

/** The work that probes leave for later, in the order in which it falls due. */
final class WorkQueue {
  private final World world;
  private final Surroundings surroundings;

  WorkQueue(World world, Surroundings surroundings) {
    this.world = world;
    this.surroundings = surroundings;
  }

  void putOff(long delay, long plug, String gate, Vector<Integer> nodes) {
    var work = new Work(surroundings.uptime() + delay, plug, gate, nodes);
    world.put(WORK, world.next("device_work"), work);
    surroundings.later(work.due());
  }

  /** Takes what is due out of the queue. */
  List<Work> due(long now) {
    var due = new ArrayList<Work>();
    for (long serial : world.keys(WORK)) {
      Work work = world.get(WORK, serial);
      if (work != null && work.due() <= now) {
        world.remove(WORK, serial);
        due.add(work);
      }
    }
    return due;
  }

  /** When the next work is due, -1 if there is none. */
  long next() {
    long next = -1;
    for (Work work : world.rows(WORK)) {
      next = next < 0 ? work.due() : Math.min(next, work.due());
    }
    return next;
  }
}
