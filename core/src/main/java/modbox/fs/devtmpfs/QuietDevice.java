package modbox.fs.devtmpfs;

import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;
import modbox.world.World;

/**
 * A character device whose hardware says nothing: it can be opened while the device is there, takes
 * what is written, and gives nothing to read.
 */
record QuietDevice(World world) implements Special {
  private boolean gone(Handle file) {
    long rdev = file.rdev();
    return Disks.device(world, false, Dev.major(rdev), Dev.minor(rdev)) == null;
  }

  @Override
  public int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    while (!gone(file)) {
      file.await(channel(file));
    }
    throw Errno.ENODEV.on("read");
  }

  @Override
  public int write(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    if (gone(file)) {
      throw Errno.ENODEV.on("write");
    }
    return length;
  }

  @Override
  public int poll(Handle file) {
    return gone(file) ? Open.POLLERR | Open.POLLHUP : Open.POLLOUT;
  }

  @Override
  public String channel(Handle file) {
    return channel(file.rdev());
  }

  /** Woken when the device goes. */
  static String channel(long rdev) {
    return "wait_woken:" + rdev;
  }
}
