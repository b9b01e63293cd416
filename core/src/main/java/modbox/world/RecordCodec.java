package modbox.world;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** A record, component by component. */
final class RecordCodec implements Codec {
  private final Class<?> type;
  private final Constructor<?> constructor;
  private final Method[] accessors;
  private final Codec[] codecs;

  RecordCodec(Codecs all, Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    accessors = new Method[components.length];
    codecs = new Codec[components.length];
    try {
      var types = new Class<?>[components.length];
      for (int i = 0; i < types.length; i++) {
        types[i] = components[i].getType();
      }
      constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
    constructor.setAccessible(true);
    for (int i = 0; i < components.length; i++) {
      accessors[i] = components[i].getAccessor();
      accessors[i].setAccessible(true);
      try {
        codecs[i] = all.of(components[i].getGenericType());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            type.getName() + "." + components[i].getName() + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public void write(ValueWriter out, Object value) throws IOException {
    for (int i = 0; i < accessors.length; i++) {
      Object part = part(value, i);
      if (part == null) {
        throw new IllegalArgumentException(
            "a null in " + type.getName() + "." + accessors[i].getName());
      }
      codecs[i].write(out, part);
    }
  }

  private @Nullable Object part(Object value, int i) {
    try {
      return accessors[i].invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object read(ValueReader in) throws IOException {
    var parts = new Object[codecs.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = codecs[i].read(in);
    }
    try {
      return constructor.newInstance(parts);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new DamagedException(
          "saved machine is damaged: no " + type.getSimpleName() + " of what it holds");
    }
  }
}
