package modbox.log;

import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.task.Channel;
import modbox.task.Clock;
import modbox.task.Scheduler;
import modbox.world.Stamped;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** printk and its readers. */
public final class Log {
  public static final int EMERG = 0;
  public static final int ALERT = 1;
  public static final int CRIT = 2;
  public static final int ERR = 3;
  public static final int WARNING = 4;
  public static final int NOTICE = 5;
  public static final int INFO = 6;
  public static final int DEBUG = 7;

  /** What a message without a level has: CONFIG_MESSAGE_LOGLEVEL_DEFAULT. */
  public static final int DEFAULT = WARNING;

  /** Size of the ring in bytes: 1 << CONFIG_LOG_BUF_SHIFT (17 with Debian). */
  public static final int SIZE = 1 << 17;

  /** Longest text of one record. Source: LOG_LINE_MAX, kernel/printk/printk.c. */
  public static final int LINE_MAX = 1024 - 48;

  /** Woken with each record. */
  public static final Channel CHANNEL = Channel.of("syslog_read", 0);

  private static final String NEXT = "log.next";
  private static final String BYTES = "log.bytes";
  private static final String CLEARED = "log.cleared";
  private static final String READ = "log.read";
  private static final String CONSOLE = "log.console";

  /** How long the kernel is taken to be busy with a message, in nanoseconds of virtual time. */
  private static final long COST = 150_000;

  private final World world;
  private final Clock clock;
  private final @Nullable Scheduler scheduler;

  /** A log that nobody waits at: for tests of what logs. */
  public Log(World world, Clock clock) {
    this(world, clock, null);
  }

  public Log(World world, Clock clock, @Nullable Scheduler scheduler) {
    this.world = world;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /** A message of the kernel. */
  public void printk(int level, String text) {
    emit(level, text, List.of());
  }

  /** A message about a device, with its {@code SUBSYSTEM=} and {@code DEVICE=} lines. */
  public void emit(int priority, String text, List<String> device) {
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    if (body.length() > LINE_MAX) {
      body = body.substring(0, LINE_MAX);
    }
    clock.spend(COST);
    long sequence = world.count(NEXT);
    var entry = new LogRecord(sequence, clock.monotonic() / 1000, priority, body, device);
    world.put(LogRecord.TABLE, sequence, entry);
    world.put(World.COUNTERS, NEXT, sequence + 1);
    makeRoom(entry.size());
    if (scheduler != null) {
      scheduler.wake(CHANNEL);
    }
  }

  private void makeRoom(int more) {
    long bytes = world.count(BYTES) + more;
    while (bytes > SIZE) {
      LogRecord oldest = world.map(LogRecord.TABLE).head()._2.row();
      world.remove(LogRecord.TABLE, oldest.sequence());
      bytes -= oldest.size();
    }
    world.put(World.COUNTERS, BYTES, bytes);
  }

  public void alert(String text) {
    printk(ALERT, text);
  }

  public void err(String text) {
    printk(ERR, text);
  }

  public void warn(String text) {
    printk(WARNING, text);
  }

  public void notice(String text) {
    printk(NOTICE, text);
  }

  public void info(String text) {
    printk(INFO, text);
  }

  /** The sequence number that the next record will have. */
  public long next() {
    return world.count(NEXT);
  }

  /** The sequence number of the oldest record still there, {@link #next} if there is none. */
  public long first() {
    var all = world.map(LogRecord.TABLE);
    return all.isEmpty() ? next() : all.head()._1;
  }

  /** The record with this number, empty if it was overwritten or is not yet there. */
  public Optional<LogRecord> at(long sequence) {
    return world.find(LogRecord.TABLE, sequence);
  }

  /** The first sequence number after the last clear. */
  public long cleared() {
    return world.count(CLEARED);
  }

  /** Forgets for readers that ask for what came after a clear. */
  public void clear() {
    world.put(World.COUNTERS, CLEARED, next());
  }

  /** All records from a sequence number on. */
  public List<LogRecord> from(long sequence) {
    var records = new ArrayList<LogRecord>();
    for (LogRecord entry : world.rows(LogRecord.TABLE)) {
      if (entry.sequence() >= sequence) {
        records.add(entry);
      }
    }
    return records;
  }

  /** Records below this level reach the console. */
  public int consoleLevel() {
    return (int) world.count(CONSOLE);
  }

  /** Sets the console level. */
  public void setConsoleLevel(int level) {
    world.put(World.COUNTERS, CONSOLE, (long) level);
  }

  /**
   * One read of /dev/kmsg at a position, which is a sequence number: waits for a record.
   *
   * @param blocking whether to wait; else EAGAIN
   * @return the record's text; the reader goes on after its sequence number
   * @throws ErrnoException EPIPE if what should come next was overwritten: the reader goes on at
   *     {@link #first}
   */
  public LogRecord read(long sequence, boolean blocking) throws ErrnoException {
    if (sequence < first()) {
      throw Errno.EPIPE.on("/dev/kmsg");
    }
    waitFor(sequence, blocking);
    return at(sequence).orElseThrow(() -> Errno.EPIPE.on("/dev/kmsg"));
  }

  private void waitFor(long sequence, boolean blocking) throws ErrnoException {
    if (sequence < next()) {
      return;
    }
    if (!blocking || scheduler == null) {
      throw Errno.EAGAIN.on("/dev/kmsg");
    }
    scheduler.block(CHANNEL, () -> sequence < next(), Scheduler.FOREVER);
  }

  /** syslog(2) READ, and reads of /proc/kmsg: takes unread lines, waiting for the first. */
  public String take(int room, boolean blocking) throws ErrnoException {
    long start = Math.max(world.count(READ), first());
    waitFor(start, blocking);
    var text = new StringBuilder();
    long sequence = Math.max(world.count(READ), first());
    for (LogRecord entry : from(sequence)) {
      String line = entry.syslogLine();
      if (text.length() + line.length() > room) {
        break;
      }
      text.append(line);
      sequence = entry.sequence() + 1;
    }
    world.put(World.COUNTERS, READ, sequence);
    return text.toString();
  }

  /** syslog(2) SIZE_UNREAD: bytes that {@link #take} would give. */
  public int unread() {
    int size = 0;
    for (LogRecord entry : from(world.count(READ))) {
      size += entry.syslogLine().length();
    }
    return size;
  }

  /** syslog(2) READ_ALL: the last lines since the clear that fit. */
  public String tail(int room) {
    var all = from(cleared());
    int start = all.size();
    int size = 0;
    while (start > 0) {
      int length = all.get(start - 1).syslogLine().length();
      if (size + length > room) {
        break;
      }
      size += length;
      start--;
    }
    var text = new StringBuilder(size);
    for (LogRecord entry : all.subList(start, all.size())) {
      text.append(entry.syslogLine());
    }
    return text.toString();
  }

  /**
   * A write to /dev/kmsg: an optional {@code <N>} and a text; the kernel's facility is not given.
   */
  public void inject(String line) {
    int priority = 8 | DEFAULT;
    String text = line;
    int end = line.indexOf('>');
    if (line.startsWith("<") && end > 1 && end <= 5) {
      int number = 0;
      boolean digits = true;
      for (int i = 1; i < end; i++) {
        digits &= line.charAt(i) >= '0' && line.charAt(i) <= '9';
        number = number * 10 + (line.charAt(i) - '0');
      }
      if (digits) {
        priority = (number >> 3) == 0 ? 8 | (number & 7) : number;
        text = line.substring(end + 1);
      }
    }
    emit(priority, text, List.of());
  }

  /** The rows as they are, for a reader that must not see a mix of two states. */
  public Iterable<Tuple2<Long, Stamped<LogRecord>>> rows() {
    return world.map(LogRecord.TABLE);
  }
}
