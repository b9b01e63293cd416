package modbox.sh.exec;

import io.vavr.collection.SortedMap;
import org.jspecify.annotations.Nullable;

/** A shell variable. It is changed in place: a loop's counter is set a million times. */
final class Variable {
  @Nullable String value;
  @Nullable SortedMap<Long, String> array;
  boolean exported;
  boolean readonly;

  Variable copy() {
    var copy = new Variable();
    copy.take(this);
    return copy;
  }

  void take(Variable other) {
    value = other.value;
    array = other.array;
    exported = other.exported;
    readonly = other.readonly;
  }

  /** The value; of an array its first element. */
  @Nullable String text() {
    SortedMap<Long, String> elements = array;
    return elements == null ? value : elements.getOrElse(0L, null);
  }
}
