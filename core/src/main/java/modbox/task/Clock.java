package modbox.task;

import modbox.world.World;

/**
 * The machine's time in nanoseconds. The virtual clock moves by a fixed amount with each step that
 * a task makes and jumps to the next timer when nobody can go on; so it is a function of what ran.
 */
public final class Clock {
  /** Where the virtual clock begins: 2025-01-01T00:00:00Z. */
  public static final long EPOCH = 1_735_689_600_000_000_000L;

  /** What one step costs on the virtual clock. */
  public static final long STEP_NANOS = 1_000;

  private static final String MONOTONIC = "clock.monotonic";
  private static final String OFFSET = "clock.offset";

  private final boolean virtual;
  private final World world;
  private final long wallStart = System.nanoTime();
  private long elapsed;

  private Clock(boolean virtual, World world) {
    this.virtual = virtual;
    this.world = world;
    this.elapsed = world.count(MONOTONIC);
  }

  /** A clock that only the machine's own doing moves. It goes on where the world's clock was. */
  public static Clock virtual(World world) {
    var clock = new Clock(true, world);
    if (world.count(OFFSET) == 0) {
      clock.setRealtime(EPOCH);
    }
    return clock;
  }

  /** The host's clock. */
  public static Clock wall(World world) {
    var clock = new Clock(false, world);
    clock.setRealtime(System.currentTimeMillis() * 1_000_000);
    return clock;
  }

  /** Whether time is the machine's own. */
  public boolean isVirtual() {
    return virtual;
  }

  /** Nanoseconds since boot. */
  public long monotonic() {
    return virtual ? elapsed : elapsed + (System.nanoTime() - wallStart);
  }

  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  public long realtime() {
    return world.count(OFFSET) + monotonic();
  }

  /** Sets the calendar; time since boot stays as it is. */
  public void setRealtime(long nanoseconds) {
    world.put(World.COUNTERS, OFFSET, nanoseconds - monotonic());
  }

  /** Counts a step. */
  void tick() {
    elapsed += virtual ? STEP_NANOS : 0;
  }

  /** Lets time pass, as if the machine had been busy. */
  public void spend(long nanoseconds) {
    elapsed += virtual ? nanoseconds : 0;
  }

  void jump(long monotonic) {
    elapsed = virtual ? Math.max(elapsed, monotonic) : elapsed;
  }

  /** Writes the time into the world, so that a snapshot holds it. */
  public void publish() {
    world.put(World.COUNTERS, MONOTONIC, monotonic());
  }

  /** Takes a virtual clock's time from the world, after a restore. */
  public void recall() {
    elapsed = virtual ? world.count(MONOTONIC) : elapsed;
  }
}
