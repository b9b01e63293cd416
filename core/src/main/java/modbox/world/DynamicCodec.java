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
  private interface Wrapper {
    Object content();
  }

  private record Listed(List<Object> list) implements Wrapper {
    @Override
    public Object content() {
      return list;
    }
  }

  private record Present(Optional<Object> value) implements Wrapper {
    @Override
    public Object content() {
      return value;
    }
  }

  private record Chained(io.vavr.collection.List<Object> list) implements Wrapper {
    @Override
    public Object content() {
      return list;
    }
  }

  private record Indexed(io.vavr.collection.Vector<Object> list) implements Wrapper {
    @Override
    public Object content() {
      return list;
    }
  }

  private record Sorted(SortedMap<Comparable<?>, Object> map) implements Wrapper {
    @Override
    public Object content() {
      return map;
    }
  }

  private record Linked(io.vavr.collection.LinkedHashMap<Object, Object> map) implements Wrapper {
    @Override
    public Object content() {
      return map;
    }
  }

  @SuppressWarnings("unchecked") // the elements are encoded as what they are
  private static Object wrap(Object value) {
    // No switch over types here and below: it is spun at run time, and every start would pay for
    // it.
    if (value instanceof List<?> list) {
      return new Listed((List<Object>) list);
    } else if (value instanceof Optional<?> optional) {
      return new Present((Optional<Object>) optional);
    } else if (value instanceof io.vavr.collection.List<?> list) {
      return new Chained((io.vavr.collection.List<Object>) list);
    } else if (value instanceof io.vavr.collection.Vector<?> list) {
      return new Indexed((io.vavr.collection.Vector<Object>) list);
    } else if (value instanceof SortedMap<?, ?> map) {
      return new Sorted((SortedMap<Comparable<?>, Object>) map);
    } else if (value instanceof io.vavr.collection.LinkedHashMap<?, ?> map) {
      return new Linked((io.vavr.collection.LinkedHashMap<Object, Object>) map);
    }
    return value;
  }

  private static Object unwrap(Object value) {
    return value instanceof Wrapper wrapper ? wrapper.content() : value;
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
