package modbox.fs.devtmpfs;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.log.Log;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;
import modbox.vfs.Devices;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** Major 1: null, zero, full, random, urandom, kmsg. Source: drivers/char/mem.c, random.c. */
public final class MemoryDevices implements Devices {
  private static final int MAJOR = 1;

  private final Special nothing = new Null();
  private final Special zero = new Zero(false);
  private final Special full = new Zero(true);
  private final Special random;
  private final Special kmsg;

  /**
   * The devices of a machine.
   *
   * @param seed of the random numbers
   * @param restricted tells whether kernel.dmesg_restrict is set
   */
  public MemoryDevices(World world, long seed, Log log, BooleanSupplier restricted) {
    random = new Random(world, seed);
    kmsg = new Kmsg(log, restricted);
  }

  @Override
  public @Nullable Special find(boolean block, long rdev) {
    if (block || Dev.major(rdev) != MAJOR) {
      return null;
    }
    return switch (Dev.minor(rdev)) {
      case 3 -> nothing;
      case 5 -> zero;
      case 7 -> full;
      case 8, 9 -> random;
      case 11 -> kmsg;
      default -> null;
    };
  }

  private static final class Null implements Special {
    @Override
    public int read(Handle file, byte[] buffer, int offset, int length) {
      return 0;
    }

    @Override
    public int write(Handle file, byte[] buffer, int offset, int length) {
      return length;
    }

    @Override
    public long seek(Handle file, long offset, int whence) {
      return 0;
    }
  }

  private record Zero(boolean full) implements Special {
    @Override
    public int read(Handle file, byte[] buffer, int offset, int length) {
      Arrays.fill(buffer, offset, offset + length, (byte) 0);
      return length;
    }

    @Override
    public int write(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
      if (full) {
        throw Errno.ENOSPC.on("write");
      }
      return length;
    }

    @Override
    public long seek(Handle file, long offset, int whence) {
      return 0;
    }
  }

  /** Numbers that depend on the seed and on how many were drawn. Source: SplitMix64. */
  private record Random(World world, long seed) implements Special {
    @Override
    public int read(Handle file, byte[] buffer, int offset, int length) {
      long word = 0;
      for (int i = 0; i < length; i++) {
        word = i % 8 == 0 ? mix(seed + world.next("random") * 0x9e3779b97f4a7c15L) : word >>> 8;
        buffer[offset + i] = (byte) word;
      }
      return length;
    }

    private static long mix(long value) {
      long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
      z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
      return z ^ (z >>> 31);
    }

    @Override
    public int write(Handle file, byte[] buffer, int offset, int length) {
      return length;
    }

    @Override
    public long seek(Handle file, long offset, int whence) {
      return 0;
    }
  }
}
