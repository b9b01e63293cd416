package modbox.task;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;

/** A soft and a hard limit; -1 is unlimited. */
public record Rlimit(long soft, long hard) {
  /** The numbers of RLIMIT_STACK, RLIMIT_CORE, RLIMIT_NPROC and RLIMIT_NOFILE. */
  private static final int STACK = 3;

  private static final int CORE = 4;
  static final int NPROC = 6;
  private static final int NOFILE = 7;

  /** What init begins with, by number. */
  static SortedMap<Integer, Rlimit> defaults(int tasks) {
    SortedMap<Integer, Rlimit> limits = TreeMap.empty();
    limits = limits.put(STACK, new Rlimit(8L << 20, -1));
    limits = limits.put(CORE, new Rlimit(0, -1));
    limits = limits.put(NPROC, new Rlimit(tasks, tasks));
    return limits.put(NOFILE, new Rlimit(1024, 1 << 20));
  }
}
