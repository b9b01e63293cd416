package modbox.tool.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import modbox.kernel.Syscalls;

/** Packs and unpacks whole files; the reading of long ones passes through a checkpoint. */
final class Coding {
  private static final int BLOCK = 65536;
  private static final int TIME = 4;

  private Coding() {}

  /** Whether the bytes begin as gzip does. */
  static boolean isGzip(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
  }

  /** Gzip's format. The time is seconds since the epoch, 0 for none. */
  static byte[] gzip(Syscalls sys, byte[] plain, int level, long time, String name) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new Leveled(bytes, level)) {
      for (int at = 0; at < plain.length; at += BLOCK) {
        sys.checkpoint();
        out.write(plain, at, Math.min(BLOCK, plain.length - at));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e); // an array takes everything
    }
    return headed(bytes.toByteArray(), level, time, name);
  }

  /** Java's writer leaves time and name out of the header. */
  private static byte[] headed(byte[] packed, int level, long time, String name) {
    var out = new ByteArrayOutputStream(packed.length + name.length() + 1);
    byte[] head = java.util.Arrays.copyOf(packed, 10);
    head[3] = (byte) (name.isEmpty() ? 0 : 8);
    for (int i = 0; i < TIME; i++) {
      head[4 + i] = (byte) (time >> (8 * i));
    }
    head[8] = (byte) (level == 9 ? 2 : level == 1 ? 4 : 0);
    head[9] = 3;
    out.writeBytes(head);
    if (!name.isEmpty()) {
      out.writeBytes((name + "\0").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    out.write(packed, 10, packed.length - 10);
    return out.toByteArray();
  }

  private static final class Leveled extends GZIPOutputStream {
    Leveled(ByteArrayOutputStream out, int level) throws IOException {
      super(out);
      def = new Deflater(level, true);
    }
  }

  /** What gzip packed; empty if the bytes are damaged or end too early. */
  static Optional<byte[]> gunzip(Syscalls sys, byte[] packed) {
    var out = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      var block = new byte[BLOCK];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        sys.checkpoint();
        out.write(block, 0, count);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(out.toByteArray());
  }
}
