package modbox.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Decision;
import modbox.abi.Owner;
import modbox.world.Snapshot;
import modbox.world.Stamped;
import modbox.world.Table;

/**
 * The back panel: moments, events, differences, recorded decisions. May be used by tasks of the
 * machine and by host threads.
 */
public final class Monitor {
  /** Something that made the machine change; see {@link modbox.world.Event}. */
  public record Event(long id, String kind, String text, long parent, long time) {}

  /**
   * A row that differs between two moments.
   *
   * @param before the row as text, empty if there was none; likewise {@code after}
   * @param event that wrote the later row, 0 if there is none
   */
  public record Change(
      String table, String key, Optional<String> before, Optional<String> after, long event) {}

  private final Kernel kernel;

  Monitor(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The back panel of the machine whose system calls these are. */
  public static Monitor of(Syscalls sys) {
    if (sys instanceof SyscallDoor door) {
      return door.monitor();
    }
    throw new IllegalArgumentException("not the system calls of a machine");
  }

  /** The lines that were typed and the moments between them. Only tasks of the machine use it. */
  public Timeline timeline() {
    return kernel.timeline;
  }

  /** Another machine that begins at a moment of this one; whoever asks closes it. */
  public Machine at(Moment moment) {
    return Machine.of(kernel).at(moment);
  }

  /** The present moment. */
  public Moment snapshot() {
    return kernel.withBaton(() -> new Moment(kernel.present()));
  }

  /**
   * Goes back to a moment. Every task ends, save the one that asks with its ancestors, and the
   * daemons, which start again.
   *
   * @return what was ended, {@code comm[pid]} each
   */
  public List<String> restore(Moment moment) {
    return kernel.withBaton(() -> kernel.revival().restore(moment.snapshot()));
  }

  /** The events that are remembered, oldest first. */
  public List<Event> events() {
    return kernel.withBaton(
        () -> {
          var events = new ArrayList<Event>();
          for (modbox.world.Event row : kernel.world.rows(modbox.world.Event.TABLE)) {
            events.add(event(row));
          }
          return events;
        });
  }

  private static Event event(modbox.world.Event row) {
    return new Event(row.id(), row.kind(), row.text(), row.parent(), row.time());
  }

  /** One event. */
  public Optional<Event> event(long id) {
    return kernel.withBaton(
        () -> kernel.world.find(modbox.world.Event.TABLE, id).map(Monitor::event));
  }

  /** The recorded steps of decisions, oldest first. */
  public List<Decision> decisions() {
    return kernel.withBaton(
        () -> {
          var decisions = new ArrayList<Decision>();
          kernel.world.rows(SystemDoor.DECISIONS).forEach(decisions::add);
          return decisions;
        });
  }

  /** The names of the tables. */
  public List<String> tables() {
    return kernel.world.snapshot().tables().stream().map(Table::name).toList();
  }

  /** The event that wrote the row with this key, as text, of a table. */
  public Optional<Owner> owner(String table, String key) {
    return kernel.withBaton(
        () -> {
          for (Table<?, ?> each : kernel.world.snapshot().tables()) {
            if (each.name().equals(table)) {
              return owner(each, key);
            }
          }
          return Optional.empty();
        });
  }

  private <K extends Comparable<? super K>, R> Optional<Owner> owner(
      Table<K, R> table, String key) {
    for (K each : kernel.world.keys(table)) {
      if (each.toString().equals(key)) {
        long id = kernel.world.eventOf(table, each);
        return kernel
            .world
            .find(modbox.world.Event.TABLE, id)
            .map(event -> new Owner(id, event.kind(), event.text()));
      }
    }
    return Optional.empty();
  }

  /** What differs between two moments, by table and key. */
  public static List<Change> diff(Moment before, Moment after) {
    var changes = new ArrayList<Change>();
    for (Table<?, ?> table : after.snapshot().tables()) {
      diff(table, before.snapshot(), after.snapshot(), changes);
    }
    return changes;
  }

  @SuppressWarnings("ReferenceEquality") // what is shared is equal without a look
  private static <K extends Comparable<? super K>, R> void diff(
      Table<K, R> table, Snapshot before, Snapshot after, List<Change> changes) {
    var left = before.rows(table);
    var right = after.rows(table);
    if (left == right) {
      return;
    }
    for (var entry : left) {
      Stamped<R> now = right.getOrElse(entry._1, null);
      if (now == null) {
        changes.add(change(table, entry._1, entry._2, null));
      } else if (now != entry._2 && !now.row().equals(entry._2.row())) {
        changes.add(change(table, entry._1, entry._2, now));
      }
    }
    for (var entry : right) {
      if (!left.containsKey(entry._1)) {
        changes.add(change(table, entry._1, null, entry._2));
      }
    }
  }

  private static <K extends Comparable<? super K>, R> Change change(
      Table<K, R> table,
      K key,
      @org.jspecify.annotations.Nullable Stamped<R> before,
      @org.jspecify.annotations.Nullable Stamped<R> after) {
    return new Change(
        table.name(),
        key.toString(),
        Optional.ofNullable(before).map(stamped -> stamped.row().toString()),
        Optional.ofNullable(after).map(stamped -> stamped.row().toString()),
        after == null ? 0 : after.event());
  }
}
