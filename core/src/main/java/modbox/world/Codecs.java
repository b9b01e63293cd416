package modbox.world;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.SortedMap;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The encoders of plain values, found by declared type: numbers, strings, enums, records, sealed
 * interfaces of those, Optional, lists, and Vavr's collections. A declaration of Object or Record
 * is encoded with the name of the real class. Anything else is refused by name.
 */
final class Codecs {
  private static final Map<Class<?>, Codec> SIMPLE = simple();

  private final Map<Type, Codec> known = new HashMap<>();

  private static Map<Class<?>, Codec> simple() {
    var simple = new HashMap<Class<?>, Codec>();
    number(simple, int.class, Integer.class, Long::intValue);
    number(simple, long.class, Long.class, n -> n);
    number(simple, short.class, Short.class, Long::shortValue);
    number(simple, byte.class, Byte.class, Long::byteValue);
    Codec character = codec((out, v) -> out.number((Character) v), in -> (char) in.number());
    simple.put(char.class, character);
    simple.put(Character.class, character);
    Codec truth = codec((out, v) -> out.number((Boolean) v ? 1 : 0), in -> in.number() != 0);
    simple.put(boolean.class, truth);
    simple.put(Boolean.class, truth);
    Codec fraction =
        codec(
            (out, v) -> out.number(Double.doubleToLongBits((Double) v)),
            in -> Double.longBitsToDouble(in.number()));
    simple.put(double.class, fraction);
    simple.put(Double.class, fraction);
    simple.put(String.class, codec((out, v) -> out.string((String) v), ValueReader::string));
    simple.put(Bytes.class, codec(Codecs::writeBytes, Codecs::readBytes));
    return simple;
  }

  private static void number(
      Map<Class<?>, Codec> to, Class<?> primitive, Class<?> boxed, Function<Long, Object> narrow) {
    Codec codec =
        codec((out, v) -> out.number(((Number) v).longValue()), in -> narrow.apply(in.number()));
    to.put(primitive, codec);
    to.put(boxed, codec);
  }

  private static void writeBytes(ValueWriter out, Object value) throws IOException {
    if (!out.reference(value)) {
      out.bytes(((Bytes) value).toArray());
    }
  }

  private static Object readBytes(ValueReader in) throws IOException {
    int reference = in.reference();
    if (reference > 0) {
      return in.shared(reference);
    }
    int place = in.reserve();
    Bytes bytes = Bytes.of(in.bytes());
    in.share(place, bytes);
    return bytes;
  }

  /** The codec for a declared type. */
  Codec of(Type type) {
    Codec codec = known.get(type);
    if (codec == null) {
      // A record may hold itself: the name is there before the codec is.
      var later = new Late();
      known.put(type, later);
      codec = make(type);
      later.codec = codec;
      known.put(type, codec);
    }
    return codec;
  }

  private static final class Late implements Codec {
    private @org.jspecify.annotations.Nullable Codec codec;

    private Codec codec() {
      if (codec == null) {
        throw new IllegalStateException("a type that is not yet described");
      }
      return codec;
    }

    @Override
    public void write(ValueWriter out, Object value) throws IOException {
      codec().write(out, value);
    }

    @Override
    public Object read(ValueReader in) throws IOException {
      return codec().read(in);
    }
  }

  private Codec make(Type type) {
    // No switch over types: it is spun at run time, and every start would pay for it.
    if (type instanceof Class<?> plain) {
      return make(plain);
    }
    if (type instanceof ParameterizedType generic) {
      return collection(generic);
    }
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0]);
    }
    throw refusal(type);
  }

  private Codec make(Class<?> type) {
    Codec simple = SIMPLE.get(type);
    if (simple != null) {
      return simple;
    }
    if (type.isEnum()) {
      return new NamedCodec(type);
    }
    if (type.isRecord()) {
      return new RecordCodec(this, type);
    }
    if (type.isSealed()) {
      return new SealedCodec(this, type);
    }
    if (type == Object.class || type == Record.class || type == Comparable.class) {
      return new DynamicCodec(this);
    }
    throw refusal(type);
  }

  static IllegalArgumentException refusal(Type type) {
    return new IllegalArgumentException("not plain data: " + type.getTypeName());
  }

  private Codec collection(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    var of = new ArrayList<Codec>();
    for (Type argument : type.getActualTypeArguments()) {
      of.add(of(argument));
    }
    if (raw == Optional.class) {
      return sequence(
          of.getFirst(),
          v -> ((Optional<?>) v).stream().toList(),
          l -> l.isEmpty() ? Optional.empty() : Optional.of(l.getFirst()));
    }
    if (raw == List.class) {
      return sequence(of.getFirst(), v -> (List<?>) v, List::copyOf);
    }
    if (raw == io.vavr.collection.List.class) {
      return sequence(
          of.getFirst(),
          v -> ((io.vavr.collection.List<?>) v).asJava(),
          io.vavr.collection.List::ofAll);
    }
    if (raw == Vector.class || raw == io.vavr.collection.Seq.class) {
      return sequence(of.getFirst(), v -> ((io.vavr.collection.Seq<?>) v).asJava(), Vector::ofAll);
    }
    if (raw == io.vavr.collection.Queue.class) {
      return sequence(
          of.getFirst(),
          v -> ((io.vavr.collection.Queue<?>) v).asJava(),
          io.vavr.collection.Queue::ofAll);
    }
    if (raw == SortedSet.class || raw == TreeSet.class) {
      return sequence(of.getFirst(), v -> ((SortedSet<?>) v).toJavaList(), Codecs::sortedSet);
    }
    if (raw == SortedMap.class || raw == TreeMap.class) {
      return map(of.getFirst(), of.getLast(), Codecs::sortedMap);
    }
    if (raw == io.vavr.collection.LinkedHashMap.class || raw == io.vavr.collection.Map.class) {
      return map(of.getFirst(), of.getLast(), io.vavr.collection.LinkedHashMap::ofEntries);
    }
    if (raw == io.vavr.collection.LinkedHashSet.class || raw == io.vavr.collection.Set.class) {
      return sequence(
          of.getFirst(),
          v -> ((io.vavr.collection.Set<?>) v).toJavaList(),
          io.vavr.collection.LinkedHashSet::ofAll);
    }
    if (raw.isRecord()) {
      throw new IllegalArgumentException("not plain data: a generic record, " + raw.getName());
    }
    throw refusal(type);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // keys of rows have their natural order
  private static Object sortedMap(List<Tuple2<Object, Object>> entries) {
    SortedMap map = TreeMap.empty((java.util.Comparator) java.util.Comparator.naturalOrder());
    for (Tuple2<Object, Object> entry : entries) {
      map = map.put(entry._1, entry._2);
    }
    return map;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // elements of rows have their natural order
  private static Object sortedSet(List<Object> elements) {
    return TreeSet.ofAll((java.util.Comparator) java.util.Comparator.naturalOrder(), elements);
  }

  private static Codec sequence(
      Codec element,
      Function<Object, ? extends List<?>> toList,
      Function<List<Object>, Object> fromList) {
    return codec(
        (out, value) -> {
          List<?> list = toList.apply(value);
          out.number(list.size());
          for (Object each : list) {
            element.write(out, each);
          }
        },
        in -> {
          int count = in.count();
          var list = new ArrayList<Object>(Math.min(count, 1024));
          for (int i = 0; i < count; i++) {
            list.add(element.read(in));
          }
          return fromList.apply(list);
        });
  }

  private static Codec map(
      Codec key, Codec value, Function<List<Tuple2<Object, Object>>, Object> fromEntries) {
    return codec(
        (out, map) -> {
          var entries = (io.vavr.collection.Map<?, ?>) map;
          out.number(entries.size());
          for (Tuple2<?, ?> entry : entries) {
            key.write(out, entry._1);
            value.write(out, entry._2);
          }
        },
        in -> {
          int count = in.count();
          var entries = new ArrayList<Tuple2<Object, Object>>(Math.min(count, 1024));
          for (int i = 0; i < count; i++) {
            Object k = key.read(in);
            entries.add(Tuple.of(k, value.read(in)));
          }
          return fromEntries.apply(entries);
        });
  }

  @FunctionalInterface
  private interface Writing {
    void write(ValueWriter out, Object value) throws IOException;
  }

  @FunctionalInterface
  private interface Reading {
    Object read(ValueReader in) throws IOException;
  }

  private static Codec codec(Writing writing, Reading reading) {
    return new Codec() {
      @Override
      public void write(ValueWriter out, Object value) throws IOException {
        writing.write(out, value);
      }

      @Override
      public Object read(ValueReader in) throws IOException {
        return reading.read(in);
      }
    };
  }
}
