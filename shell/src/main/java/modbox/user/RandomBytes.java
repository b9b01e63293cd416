package modbox.user;

import java.util.Random;
import modbox.abi.ErrnoException;
import modbox.abi.Open;

/** Randomness of the machine's own, read from its devices so that a run can be repeated. */
public final class RandomBytes {
  private static final int SEED_BYTES = 8;

  private RandomBytes() {}

  /** A generator seeded from a device or file. */
  public static Random random(Proc proc, String source) throws ErrnoException {
    int fd = proc.sys().open(source, Open.RDONLY | Open.CLOEXEC);
    try {
      var bytes = new byte[SEED_BYTES];
      int count = proc.sys().read(fd, bytes, 0, bytes.length);
      long seed = 0;
      for (int i = 0; i < count; i++) {
        seed = seed << 8 | (bytes[i] & 0xff);
      }
      return new Random(seed);
    } finally {
      proc.sys().close(fd);
    }
  }
}
