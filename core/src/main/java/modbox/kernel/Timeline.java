package modbox.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The moments between the lines that were typed, and those that were given a name. They are held by
 * the host's side, not by the machine: going back does not forget what lies ahead. A fork begins
 * with none.
 */
public final class Timeline {
  /** So many lines are remembered; what older moments alone held becomes free. */
  private static final int LINES = 1000;

  /**
   * A line.
   *
   * @param event the event inside which it ran
   * @param before the moment at which it began
   */
  public record Line(long event, String text, Moment before) {}

  private record Undone(Line line, Moment after) {}

  private final List<Line> lines = new ArrayList<>();
  private Deque<Undone> undone = new ArrayDeque<>();
  private Deque<Undone> aside = new ArrayDeque<>();
  private final TreeMap<String, Moment> named = new TreeMap<>();

  Timeline() {}

  /** A line begins: what was undone is out of reach now, unless {@link #keepAhead} is called. */
  void begin(Line line) {
    aside = undone;
    undone = new ArrayDeque<>();
    lines.add(line);
    if (lines.size() > LINES) {
      lines.removeFirst();
    }
  }

  /** The lines so far, oldest first; the last is the one that runs now. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /**
   * Takes the last lines off, not counting the one that runs now, which is taken off too.
   *
   * @return those lines, latest first; empty, and nothing happens, if there are not so many
   */
  public List<Line> undo(int count) {
    int last = lines.size() - 1;
    if (count < 1 || count > last) {
      return List.of();
    }
    Moment after = lines.get(last).before();
    lines.removeLast();
    var taken = new ArrayList<Line>();
    for (int i = 0; i < count; i++) {
      Line line = lines.removeLast();
      undone.push(new Undone(line, after));
      after = line.before();
      taken.add(line);
    }
    return taken;
  }

  /**
   * Puts lines back that were taken off last. The line that runs now is taken off.
   *
   * @return the moment after the last of them; empty, and nothing happens, if there are not so many
   */
  public Optional<Moment> redo(int count) {
    if (count < 1 || count > undone.size()) {
      return Optional.empty();
    }
    lines.removeLast();
    Moment after = undone.element().after();
    for (int i = 0; i < count; i++) {
      Undone next = undone.pop();
      lines.add(next.line());
      after = next.after();
    }
    return Optional.of(after);
  }

  /** The lines that can be put back, next first. */
  public List<String> ahead() {
    return undone.stream().map(each -> each.line().text()).toList();
  }

  /** The line that runs now only looks or goes through time: what was undone can be put back. */
  public void keepAhead() {
    if (undone.isEmpty()) {
      undone = aside;
    }
  }

  /** The moment after a line that is remembered, by its event. */
  public Optional<Moment> after(long event) {
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).event() == event) {
        return Optional.of(lines.get(i + 1).before());
      }
    }
    return Optional.empty();
  }

  /** Gives a moment a name, which another may have had until now. */
  public void name(String name, Moment moment) {
    named.put(name, moment);
  }

  /** The moment of that name. */
  public Optional<Moment> named(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /** The names, sorted. */
  public List<String> names() {
    return List.copyOf(named.keySet());
  }
}
