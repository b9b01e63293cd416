package modbox.world;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Writes numbers, strings and bytes; what was written before is only referred to. */
final class ValueWriter {
  private final DataOutputStream out;
  private final Map<String, Integer> strings = new HashMap<>();
  private final IdentityHashMap<Object, Integer> shared = new IdentityHashMap<>();

  ValueWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  /** A number, short if it is small: seven bits a byte, zigzag. */
  void number(long value) throws IOException {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.writeByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /** A string of any chars. */
  void string(String text) throws IOException {
    Integer known = strings.get(text);
    if (known != null) {
      number(known);
      return;
    }
    strings.put(text, strings.size() + 1);
    number(0);
    boolean narrow = isNarrow(text);
    number(2L * text.length() + (narrow ? 0 : 1));
    if (narrow) {
      out.writeBytes(text);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      number(text.charAt(i));
    }
  }

  private static boolean isNarrow(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }

  /** Raw bytes with their length. */
  void bytes(byte[] bytes) throws IOException {
    number(bytes.length);
    out.write(bytes);
  }

  /**
   * Writes a reference if this very object was written before; else a 0, after which the caller
   * writes it.
   *
   * @return whether it was a reference
   */
  boolean reference(Object object) throws IOException {
    Integer known = shared.get(object);
    if (known != null) {
      number(known);
      return true;
    }
    shared.put(object, shared.size() + 1);
    number(0);
    return false;
  }

  void flush() throws IOException {
    out.flush();
  }
}
