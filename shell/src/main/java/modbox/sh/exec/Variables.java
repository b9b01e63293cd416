package modbox.sh.exec;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import modbox.sh.expand.ShellException;
import org.jspecify.annotations.Nullable;

/** The variables by name, and what functions have hidden behind local ones. */
public final class Variables {
  /**
   * A variable as it was before {@code local} or a temporary assignment; null if there was none.
   */
  private record Hidden(String name, @Nullable Variable before) {}

  private final Map<String, Variable> all;
  private final Deque<List<Hidden>> frames;

  /** Counts the changes of PATH, so that remembered commands can be dropped. */
  private int pathChanges;

  Variables() {
    all = new LinkedHashMap<>();
    frames = new ArrayDeque<>();
  }

  private Variables(Variables other) {
    all = new LinkedHashMap<>(other.all.size() * 2);
    other.all.forEach((name, variable) -> all.put(name, variable.copy()));
    frames = new ArrayDeque<>();
    other.frames.forEach(frame -> frames.addLast(new ArrayList<>(frame)));
    pathChanges = other.pathChanges;
  }

  Variables copy() {
    return new Variables(this);
  }

  /** The value; null if it is unset. */
  public @Nullable String get(String name) {
    Variable variable = all.get(name);
    return variable == null ? null : variable.text();
  }

  @Nullable SortedMap<Long, String> array(String name) {
    Variable variable = all.get(name);
    return variable == null ? null : variable.array;
  }

  private Variable writable(String name) throws ShellException {
    Variable variable = all.get(name);
    if (variable == null) {
      variable = new Variable();
      all.put(name, variable);
    } else if (variable.readonly) {
      throw new ShellException(name + ": is read only");
    }
    if (name.equals("PATH")) {
      pathChanges++;
    }
    return variable;
  }

  /** Sets a value; fails if the variable is read-only. */
  public void set(String name, String value) throws ShellException {
    Variable variable = writable(name);
    SortedMap<Long, String> array = variable.array;
    if (array == null) {
      variable.value = value;
    } else {
      variable.array = array.put(0L, value);
    }
  }

  /** Sets an element; the variable becomes an array. */
  public void setElement(String name, long index, String value) throws ShellException {
    Variable variable = writable(name);
    SortedMap<Long, String> array = elements(variable);
    long at = index < 0 && !array.isEmpty() ? array.last()._1 + 1 + index : index;
    if (at < 0) {
      throw new ShellException(name + "[" + index + "]: bad array subscript");
    }
    variable.array = array.put(at, value);
    variable.value = null;
  }

  private static SortedMap<Long, String> elements(Variable variable) {
    SortedMap<Long, String> array = variable.array;
    if (array != null) {
      return array;
    }
    SortedMap<Long, String> empty = TreeMap.empty();
    String value = variable.value;
    return value == null ? empty : empty.put(0L, value);
  }

  /** Makes the variable this array. */
  public void setArray(String name, SortedMap<Long, String> array) throws ShellException {
    Variable variable = writable(name);
    variable.array = array;
    variable.value = null;
  }

  /** Removes an element of an array. */
  public void unsetElement(String name, long index) throws ShellException {
    Variable variable = all.get(name);
    if (variable != null) {
      SortedMap<Long, String> array = elements(writable(name));
      variable.array = array.remove(index);
      variable.value = null;
    }
  }

  /** Removes a variable; fails if it is read-only. */
  public void unset(String name) throws ShellException {
    if (all.containsKey(name)) {
      writable(name);
      all.remove(name);
    }
  }

  /** Marks a variable for the environment, or not; it may be without value. */
  public void export(String name, boolean on) {
    all.computeIfAbsent(name, _ -> new Variable()).exported = on;
  }

  /** Makes a variable read-only. */
  public void protect(String name) {
    all.computeIfAbsent(name, _ -> new Variable()).readonly = true;
  }

  public boolean isExported(String name) {
    Variable variable = all.get(name);
    return variable != null && variable.exported;
  }

  public boolean isReadonly(String name) {
    Variable variable = all.get(name);
    return variable != null && variable.readonly;
  }

  /** The names that begin with a text, sorted; those without value too. */
  public List<String> names(String prefix) {
    var names = new TreeSet<String>();
    for (String name : all.keySet()) {
      if (name.startsWith(prefix)) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /** The environment: {@code NAME=value} of what is exported and set, oldest first. */
  public List<String> environment() {
    var environment = new ArrayList<String>();
    all.forEach(
        (name, variable) -> {
          String value = variable.exported ? variable.text() : null;
          if (value != null) {
            environment.add(name + "=" + value);
          }
        });
    return environment;
  }

  /** All variables as plain values. */
  SortedMap<String, Memory.Cell> cells() {
    SortedMap<String, Memory.Cell> cells = TreeMap.empty();
    for (var entry : all.entrySet()) {
      Variable variable = entry.getValue();
      cells =
          cells.put(
              entry.getKey(),
              new Memory.Cell(
                  Optional.ofNullable(variable.value),
                  Optional.ofNullable(variable.array),
                  variable.exported,
                  variable.readonly));
    }
    return cells;
  }

  /** Makes these the variables. */
  void replace(SortedMap<String, Memory.Cell> cells) {
    all.clear();
    frames.clear();
    cells.forEach(
        (name, cell) -> {
          var variable = new Variable();
          variable.value = cell.value().orElse(null);
          variable.array = cell.elements().orElse(null);
          variable.exported = cell.exported();
          variable.readonly = cell.readonly();
          all.put(name, variable);
        });
    pathChanges++;
  }

  int pathChanges() {
    return pathChanges;
  }

  /** Begins a function, or a command with assignments before it. */
  void push() {
    frames.push(new ArrayList<>(2));
  }

  /** Ends it: what it had hidden comes back. */
  void pop() {
    for (Hidden hidden : frames.pop().reversed()) {
      Variable before = hidden.before;
      if (before == null) {
        all.remove(hidden.name);
      } else {
        all.computeIfAbsent(hidden.name, _ -> new Variable()).take(before);
      }
      if (hidden.name.equals("PATH")) {
        pathChanges++;
      }
    }
  }

  /** Whether a function is running. */
  public boolean hasFrame() {
    return !frames.isEmpty();
  }

  /** The variable comes back as it is now when the function ends. */
  public void hide(String name) {
    List<Hidden> frame = frames.element();
    for (Hidden hidden : frame) {
      if (hidden.name.equals(name)) {
        return;
      }
    }
    Variable variable = all.get(name);
    frame.add(new Hidden(name, variable == null ? null : variable.copy()));
  }
}
