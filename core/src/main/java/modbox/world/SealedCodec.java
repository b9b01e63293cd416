package modbox.world;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A sealed interface: which of its kinds, then the value. */
final class SealedCodec implements Codec {
  private final Class<?> type;
  private final List<Class<?>> kinds = new ArrayList<>();
  private final List<Codec> codecs = new ArrayList<>();

  SealedCodec(Codecs all, Class<?> type) {
    this.type = type;
    collect(type);
    kinds.forEach(kind -> codecs.add(all.of(kind)));
  }

  /** The kinds in the order of their declaration, those of sealed kinds in their place. */
  private void collect(Class<?> sealed) {
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      if (kind.isSealed() && !kind.isRecord() && !kind.isEnum()) {
        collect(kind);
      } else {
        kinds.add(kind);
      }
    }
  }

  @Override
  public void write(ValueWriter out, Object value) throws IOException {
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i).isInstance(value)) {
        out.number(i);
        codecs.get(i).write(out, value);
        return;
      }
    }
    throw Codecs.refusal(value.getClass());
  }

  @Override
  public Object read(ValueReader in) throws IOException {
    int kind = in.count();
    if (kind >= kinds.size()) {
      throw new DamagedException("saved machine has an unknown " + type.getSimpleName());
    }
    return codecs.get(kind).read(in);
  }
}
