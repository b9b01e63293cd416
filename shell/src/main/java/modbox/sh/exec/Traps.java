package modbox.sh.exec;

import java.util.Map;
import java.util.TreeMap;
import modbox.abi.Signal;
import org.jspecify.annotations.Nullable;

/** The actions of {@code trap}, by signal number; 0 is EXIT. An empty action ignores the signal. */
public final class Traps {
  private final TreeMap<Integer, String> actions = new TreeMap<>();

  /** What the parent had, for {@code trap} to show until this shell sets one itself. */
  private TreeMap<Integer, String> shown = new TreeMap<>();

  /** Signals that were ignored when the shell began: they stay so. */
  private long ignoredAtStart;

  Traps() {}

  /** What a subshell begins with: ignored signals stay ignored, all others are as before. */
  Traps inherited() {
    var copy = new Traps();
    copy.ignoredAtStart = ignoredAtStart;
    actions.forEach(
        (number, action) -> {
          if (action.isEmpty()) {
            copy.actions.put(number, action);
          }
        });
    copy.shown = new TreeMap<>(shown.isEmpty() ? actions : shown);
    return copy;
  }

  /** The action for a signal number; null for the default. */
  public @Nullable String action(int number) {
    return actions.get(number);
  }

  /** Sets an action; null for the default. */
  public void set(int number, @Nullable String action) {
    shown = new TreeMap<>();
    if (action == null) {
      actions.remove(number);
    } else {
      actions.put(number, action);
    }
  }

  /** The actions by signal number. */
  Map<Integer, String> actions() {
    return actions;
  }

  /** What {@code trap} shows. */
  public Map<Integer, String> shown() {
    return shown.isEmpty() ? actions : shown;
  }

  /** Whether a signal may arrive that has an action. */
  boolean catches() {
    for (var entry : actions.entrySet()) {
      if (entry.getKey() != 0 && !entry.getValue().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  void rememberIgnored(Signal signal) {
    ignoredAtStart |= signal.bit();
  }

  /** Whether a signal was ignored when the shell began, so that it cannot be trapped. */
  public boolean ignoredAtStart(Signal signal) {
    return (ignoredAtStart & signal.bit()) != 0;
  }
}
