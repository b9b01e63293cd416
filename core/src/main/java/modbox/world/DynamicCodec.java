package modbox.world;

import io.vavr.collection.SortedMap;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A value whose declaration says nothing: its class, then what the class is made of. A value that
 * appears twice is written once. Of collections it knows those whose elements can be anything.
 */
final class DynamicCodec implements Codec {
  private static final String OURS = "modbox.";

  private final Codecs all;

  DynamicCodec(Codecs all) {
    this.all = all;
  }

  /** Collections by the name that the file has for them. */
  private record Listed(List<Object> list) {}

  private record Present(Optional<Object> value) {}

  private record Chained(io.vavr.collection.List<Object> list) {}

  private record Indexed(io.vavr.collection.Vector<Object> list) {}

  private record Sorted(SortedMap<Comparable<?>, Object> map) {}

  private record Linked(io.vavr.collection.LinkedHashMap<Object, Object> map) {}

  @SuppressWarnings("unchecked") // the elements are encoded as what they are
  private static Object wrap(Object value) {
    return switch (value) {
      case List<?> list -> new Listed((List<Object>) list);
      case Optional<?> optional -> new Present((Optional<Object>) optional);
      case io.vavr.collection.List<?> list -> new Chained((io.vavr.collection.List<Object>) list);
      case io.vavr.collection.Vector<?> list ->
          new Indexed((io.vavr.collection.Vector<Object>) list);
      case SortedMap<?, ?> map -> new Sorted((SortedMap<Comparable<?>, Object>) map);
      case io.vavr.collection.LinkedHashMap<?, ?> map ->
          new Linked((io.vavr.collection.LinkedHashMap<Object, Object>) map);
      default -> value;
    };
  }

  private static Object unwrap(Object value) {
    return switch (value) {
      case Listed wrapped -> wrapped.list();
      case Present wrapped -> wrapped.value();
      case Chained wrapped -> wrapped.list();
      case Indexed wrapped -> wrapped.list();
      case Sorted wrapped -> wrapped.map();
      case Linked wrapped -> wrapped.map();
      default -> value;
    };
  }

  @Override
  public void write(ValueWriter out, Object value) throws IOException {
    if (out.reference(value)) {
      return;
    }
    Object plain = wrap(value);
    Class<?> type = plain instanceof Enum<?> e ? e.getDeclaringClass() : plain.getClass();
    Codec codec = all.of(type);
    out.string(type.getName());
    codec.write(out, plain);
  }

  @Override
  public Object read(ValueReader in) throws IOException {
    int reference = in.reference();
    if (reference > 0) {
      return in.shared(reference);
    }
    // The writer counted this value before its parts; keep its place.
    int place = in.reserve();
    Object value = unwrap(all.of(type(in.string())).read(in));
    in.share(place, value);
    return value;
  }

  private static Class<?> type(String name) throws IOException {
    try {
      boolean allowed = name.startsWith(OURS) || name.startsWith("java.lang.");
      Class<?> type = allowed ? Class.forName(name) : null;
      if (type != null && (type.isRecord() || type.isEnum() || isPlain(type))) {
        return type;
      }
    } catch (ClassNotFoundException _) {
      // said below
    }
    throw new DamagedException("saved machine has a value of an unknown kind: " + name);
  }

  private static boolean isPlain(Class<?> type) {
    return type == String.class
        || type == Bytes.class
        || type == Boolean.class
        || type == Character.class
        || type == Double.class
        || Number.class.isAssignableFrom(type);
  }
}
