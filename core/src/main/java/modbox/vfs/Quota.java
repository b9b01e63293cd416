package modbox.vfs;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.world.World;

/** How much stored file systems may hold: each its own limit, all together the machine's. */
final class Quota {
  private final World world;
  private final long machine;

  /**
   * @param machine pages that all stored file systems may hold together
   */
  Quota(World world, long machine) {
    this.world = world;
    this.machine = machine;
  }

  Usage usage(int fs) {
    Usage usage = world.get(Vfs.USAGE, fs);
    return usage == null ? Usage.NONE : usage;
  }

  /** How many pages may still be written. */
  long free(int fs) {
    long all = 0;
    for (Usage usage : world.rows(Vfs.USAGE)) {
      all += usage.pages();
    }
    Super files = world.get(Vfs.SUPERS, fs);
    long own = files == null || files.blocks() == 0 ? machine : files.blocks();
    return Math.max(0, Math.min(own - usage(fs).pages(), machine - all));
  }

  /** Counts pages in or out. */
  void pages(int fs, long count) {
    if (count != 0) {
      Usage usage = usage(fs);
      world.put(Vfs.USAGE, fs, new Usage(usage.pages() + count, usage.inodes()));
    }
  }

  /** Counts an inode in or out; ENOSPC beyond the limit. */
  void inodes(int fs, long count) throws ErrnoException {
    Usage usage = usage(fs);
    Super files = world.get(Vfs.SUPERS, fs);
    long limit = files == null ? 0 : files.inodes();
    if (count > 0 && limit != 0 && usage.inodes() + count > limit) {
      throw Errno.ENOSPC.on("inodes");
    }
    world.put(Vfs.USAGE, fs, new Usage(usage.pages(), usage.inodes() + count));
  }

  /** Counts inodes that are gone. */
  void gone(int fs, long pages) {
    Usage usage = usage(fs);
    world.put(Vfs.USAGE, fs, new Usage(usage.pages() - pages, usage.inodes() - 1));
  }

  long machine() {
    return machine;
  }
}
