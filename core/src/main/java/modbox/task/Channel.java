package modbox.task;

/**
 * What a task waits for: the wait channel of sleep and wakeup.
 *
 * @param wchan the word that /proc/PID/wchan shows, for instance {@code pipe_read}
 * @param id which pipe, task, terminal
 * @param host whether only the host can end the wait; it stops the virtual clock and is no deadlock
 */
public record Channel(String wchan, long id, boolean host) {
  // By hand: what a record has by itself is spun at run time, and every start would pay for it.
  @Override
  public boolean equals(Object other) {
    return other instanceof Channel that
        && id == that.id
        && host == that.host
        && wchan.equals(that.wchan);
  }

  @Override
  public int hashCode() {
    return wchan.hashCode() * 31 + Long.hashCode(id);
  }

  /** A channel that another task wakes. */
  public static Channel of(String wchan, long id) {
    return new Channel(wchan, id, false);
  }

  /** A channel known by its name alone, {@code pipe_read:17}; the word ends before the colon. */
  public static Channel named(String name) {
    return new Channel(name, 0, false);
  }

  /** What /proc/PID/wchan shows. */
  String word() {
    int colon = wchan.indexOf(':');
    return colon < 0 ? wchan : wchan.substring(0, colon);
  }

  /** A channel that the host wakes: a key press, a byte of standard input. */
  public static Channel host(String wchan, long id) {
    return new Channel(wchan, id, true);
  }
}
