package modbox.fs.devtmpfs;

import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.device.Device;
import modbox.pseudo.Handle;
import modbox.pseudo.Special;
import modbox.vfs.Data;
import modbox.vfs.PageMap;
import modbox.world.World;

/** A block device as a file of its size. Source: block/fops.c. */
record BlockDevice(World world, Disks disks) implements Special {
  /** Source: include/uapi/linux/fs.h. */
  private static final int BLKROGET = 0x125e;

  private static final int BLKGETSIZE64 = 0x80081272;
  private static final int BLKSSZGET = 0x1268;
  private static final int BLKFLSBUF = 0x1261;
  private static final int BLKRRPART = 0x125f;

  private Disks.Area area(Handle file) throws ErrnoException {
    long rdev = file.rdev();
    Device device = Disks.device(world, true, Dev.major(rdev), Dev.minor(rdev));
    if (device == null) {
      throw Errno.ENODEV.on("block device");
    }
    return disks.area(device);
  }

  @Override
  public void open(Handle file) throws ErrnoException {
    if ((file.flags() & Open.ACCMODE) != Open.RDONLY && area(file).readOnly()) {
      throw Errno.EACCES.on("block device");
    }
  }

  @Override
  public int read(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    Disks.Area area = area(file);
    int count = (int) Math.max(0, Math.min(length, area.size() - file.position()));
    PageMap.read(
        disks.written(area).pages(), area.start() + file.position(), buffer, offset, count);
    file.position(file.position() + count);
    return count;
  }

  @Override
  public int write(Handle file, byte[] buffer, int offset, int length) throws ErrnoException {
    Disks.Area area = area(file);
    int count = (int) Math.max(0, Math.min(length, area.size() - file.position()));
    if (count == 0 && length > 0) {
      throw Errno.ENOSPC.on("block device");
    }
    Data.File old = disks.written(area);
    long at = area.start() + file.position();
    disks.write(
        area, new Data.File(PageMap.write(old.pages(), at, buffer, offset, count), "", "", 0, 0));
    file.position(file.position() + count);
    return count;
  }

  @Override
  public long seek(Handle file, long offset, int whence) throws ErrnoException {
    long size = area(file).size();
    long target =
        switch (whence) {
          case Open.SEEK_SET -> offset;
          case Open.SEEK_CUR -> file.position() + offset;
          case Open.SEEK_END -> size + offset;
          default -> -1;
        };
    if (target < 0 || target > size) {
      throw Errno.EINVAL.on("lseek");
    }
    return target;
  }

  @Override
  public int ioctl(Handle file, int request, byte[] argument) throws ErrnoException {
    Disks.Area area = area(file);
    switch (request) {
      case BLKROGET -> store(argument, 4, area.readOnly() ? 1 : 0);
      case BLKGETSIZE64 -> store(argument, 8, area.size());
      case BLKSSZGET -> store(argument, 4, 512);
      case BLKFLSBUF, BLKRRPART -> {}
      default -> throw Errno.ENOTTY.on("ioctl");
    }
    return 0;
  }

  private static void store(byte[] target, int bytes, long value) {
    for (int i = 0; i < bytes && i < target.length; i++) {
      target[i] = (byte) (value >> (8 * i));
    }
  }
}
