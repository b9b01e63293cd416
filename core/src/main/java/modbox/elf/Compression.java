package modbox.elf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** The compressed forms of a module file, told by their first bytes and not by a suffix. */
public enum Compression {
  NONE,
  GZIP,
  XZ,
  ZSTD;

  /** No module is larger; what unpacks to more is refused. */
  private static final int MOST = 1 << 28;

  private static final int XZ_MEMORY_KIB = 1 << 17;

  /** What the first bytes of a file say; six are enough. */
  public static Compression of(byte[] head) {
    if (begins(head, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (begins(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return XZ;
    }
    return begins(head, 0x28, 0xb5, 0x2f, 0xfd) ? ZSTD : NONE;
  }

  /** The source itself if it is not compressed, else its content unpacked. */
  public static Source unpacked(Source source) throws ElfException {
    Compression form = of(source.read(0, (int) Math.min(6, source.size())));
    if (form == NONE) {
      return source;
    }
    if (source.size() > MOST) {
      throw new ElfException("compressed file too large");
    }
    return Source.of(form.unpack(source.read(0, (int) source.size())));
  }

  /** Unpacks bytes of this form. */
  public byte[] unpack(byte[] packed) throws ElfException {
    if (this == NONE) {
      return packed;
    }
    try (InputStream in = stream(new ByteArrayInputStream(packed))) {
      var out = new ByteArrayOutputStream(4 * packed.length);
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        if (out.size() > MOST) {
          throw new ElfException("unpacks to more than " + MOST + " bytes");
        }
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new ElfException("bad " + name().toLowerCase(java.util.Locale.ROOT) + " data", e);
    }
  }

  /** A stream that unpacks this form. */
  public InputStream stream(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in);
      case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
      case ZSTD -> new ZstdCompressorInputStream(in);
    };
  }

  private static boolean begins(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
