package modbox.world;

/**
 * Something that happened in a machine and made it change: a command line, a uevent, a timer, boot.
 *
 * @param id from 1; rows are stamped with it
 * @param kind one word: {@code line}, {@code uevent}, {@code module}, {@code boot}
 * @param text what it was, for people
 * @param parent the event inside which it began, 0 for none
 * @param time nanoseconds since boot
 */
public record Event(long id, String kind, String text, long parent, long time) {
  /** The events by number; the oldest are forgotten. */
  public static final Table<Long, Event> TABLE = Table.of("events", Long.class, Event.class);

  /** Events that are kept, at most. */
  public static final int LIMIT = 10_000;

  /** A new event inside the present one; it becomes the writing one only by {@link World#enter}. */
  public static long begin(World world, String kind, String text, long time) {
    long id = world.next("event");
    world.put(TABLE, id, new Event(id, kind, text, world.event(), time));
    if (id > LIMIT) {
      world.remove(TABLE, id - LIMIT);
    }
    return id;
  }
}
