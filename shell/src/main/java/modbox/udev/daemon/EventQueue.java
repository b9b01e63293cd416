package modbox.udev.daemon;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait, in the kernel's order. One may start when no earlier one concerns the same
 * device, one above or below it, the same device number or interface, or a path that a rename gave
 * away. Source: event_find_blocking_event() of udevd.c.
 */
final class EventQueue {
  /** An event. */
  record Event(
      long seqnum,
      String action,
      String devpath,
      String number,
      String oldPath,
      List<String> properties) {
    Event {
      properties = List.copyOf(properties);
    }

    static Event of(List<String> properties) {
      var facts = new Facts();
      properties.forEach(facts::take);
      return new Event(
          facts.seqnum, facts.action, facts.devpath, facts.number(), facts.oldPath, properties);
    }
  }

  private static final class Facts {
    long seqnum;
    String action = "";
    String devpath = "";
    String oldPath = "";
    String subsystem = "";
    String major = "";
    String minor = "";
    String ifindex = "";

    void take(String property) {
      int eq = property.indexOf('=');
      String value = property.substring(eq + 1);
      switch (eq < 0 ? "" : property.substring(0, eq)) {
        case "SEQNUM" -> seqnum = Long.parseLong(value);
        case "ACTION" -> action = value;
        case "DEVPATH" -> devpath = value;
        case "DEVPATH_OLD" -> oldPath = value;
        case "SUBSYSTEM" -> subsystem = value;
        case "MAJOR" -> major = value;
        case "MINOR" -> minor = value;
        case "IFINDEX" -> ifindex = value;
        default -> {}
      }
    }

    String number() {
      if (!major.isEmpty() && !major.equals("0")) {
        return (subsystem.equals("block") ? "b" : "c") + major + ":" + minor;
      }
      return ifindex.isEmpty() ? "" : "n" + ifindex;
    }
  }

  private final ArrayDeque<Event> waiting = new ArrayDeque<>();
  private final List<Event> running = new ArrayList<>();

  void add(Event event) {
    waiting.add(event);
  }

  boolean isEmpty() {
    return waiting.isEmpty() && running.isEmpty();
  }

  int running() {
    return running.size();
  }

  /** Forgets what has not been started. */
  void clear() {
    waiting.clear();
  }

  /** Starts the first event that nothing earlier stands before; null if there is none. */
  @Nullable Event start() {
    var earlier = new Earlier();
    running.forEach(earlier::add);
    for (Iterator<Event> i = waiting.iterator(); i.hasNext(); ) {
      Event event = i.next();
      if (!earlier.blocks(event)) {
        i.remove();
        running.add(event);
        return event;
      }
      earlier.add(event);
    }
    return null;
  }

  /** An event that was started has come to its end. */
  void done(Event event) {
    running.remove(event);
  }

  /** An event could not be handled now: it goes back to its place. */
  void retry(Event event) {
    running.remove(event);
    waiting.addFirst(event);
  }

  /** What earlier events hold. */
  private static final class Earlier {
    private final TreeSet<String> paths = new TreeSet<>();
    private final Set<String> numbers = new LinkedHashSet<>();

    void add(Event event) {
      paths.add(event.devpath);
      if (!event.oldPath.isEmpty()) {
        paths.add(event.oldPath);
      }
      if (!event.number.isEmpty()) {
        numbers.add(event.number);
      }
    }

    boolean blocks(Event event) {
      return !paths.isEmpty()
          && (numbers.contains(event.number)
              || near(event.devpath)
              || (!event.oldPath.isEmpty() && near(event.oldPath)));
    }

    private boolean near(String path) {
      for (int i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
        if (paths.contains(path.substring(0, i))) {
          return true;
        }
      }
      String below = paths.ceiling(path + "/");
      return paths.contains(path) || (below != null && below.startsWith(path + "/"));
    }
  }
}
