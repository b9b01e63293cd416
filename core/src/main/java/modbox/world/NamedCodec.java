package modbox.world;

import java.io.IOException;

/** Constants of an enum, by name. */
final class NamedCodec implements Codec {
  private final Class<?> type;

  NamedCodec(Class<?> type) {
    this.type = type;
  }

  @Override
  public void write(ValueWriter out, Object value) throws IOException {
    out.string(((Enum<?>) value).name());
  }

  @Override
  public Object read(ValueReader in) throws IOException {
    String name = in.string();
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new DamagedException(
        "saved machine has an unknown " + type.getSimpleName() + ": " + name);
  }
}
