package modbox.vfs;

import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.world.World;

/** Advisory locks of whole files. Source: fs/locks.c. */
final class Locks {
  private final World world;
  private final Vfs vfs;
  private final Files files;

  Locks(World world, Vfs vfs, Files files) {
    this.world = world;
    this.vfs = vfs;
    this.files = files;
  }

  /** An open file has gone, its lock with it. */
  void closed(OpenFile row) {
    if (row.lock() != 0) {
      vfs.current().wake(lockChannel(row));
    }
  }

  private static String lockChannel(OpenFile row) {
    return "flock_lock_inode_wait:" + row.place().node().ino();
  }

  /** flock(2). */
  void flock(long id, int operation) throws ErrnoException {
    int wanted = operation & ~4;
    OpenFile row = files.row(id);
    if (row.kind().equals(OpenFile.PATH)) {
      throw Errno.EBADF.on("flock");
    }
    switch (wanted) {
      case 8 -> {
        files.put(row.lock(0));
        vfs.current().wake(lockChannel(row));
        return;
      }
      case 1, 2 -> {}
      default -> throw Errno.EINVAL.on("flock");
    }
    files.put(row.lock(0));
    while (conflicts(row, wanted)) {
      if ((operation & 4) != 0) {
        throw Errno.EAGAIN.on("flock");
      }
      vfs.current().await(List.of(lockChannel(row)), -1);
    }
    files.put(files.row(id).lock(wanted));
    vfs.current().wake(lockChannel(row));
  }

  private boolean conflicts(OpenFile row, int wanted) {
    for (OpenFile other : world.rows(Vfs.FILES)) {
      if (other.id() != row.id()
          && other.lock() != 0
          && (wanted == 2 || other.lock() == 2)
          && other.place().node().equals(row.place().node())) {
        return true;
      }
    }
    return false;
  }
}
