package modbox.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Numbers and strings on their way into a part of a catalogue. */
final class Pack {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A number of any size, short if it is small; negative ones take ten bytes. */
  Pack number(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  /** Four bytes. */
  Pack word(long value) {
    for (int i = 0; i < 4; i++) {
      out.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  Pack string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    number(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  Pack bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] done() {
    return out.toByteArray();
  }

  /** Deflated, without any header. */
  static byte[] deflate(byte[] bytes) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(bytes);
    deflater.finish();
    var out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}
