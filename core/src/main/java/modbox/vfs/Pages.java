package modbox.vfs;

import io.vavr.collection.SortedMap;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.world.Bytes;
import modbox.world.World;

/** The bytes of stored files: written pages over a lower file over zeros. */
final class Pages {
  private static final int PAGE = Data.PAGE;

  /** Largest file. Source: MAX_LFS_FILESIZE on 64 bits. */
  static final long MAX_SIZE = Long.MAX_VALUE;

  private static final Bytes ZERO = Bytes.EMPTY;

  private final Layers layers;
  private final Quota quota;

  Pages(World world, Layers layers, Quota quota) {
    this.layers = layers;
    this.quota = quota;
  }

  /** What a write made: new content, its size, and how much of the buffer went in. */
  record Written(Data.File data, long size, int count) {}

  /** Units of 512 bytes that are held, lower ones included. */
  static long blocks(Data.File file, long size) {
    long pages = file.pages().size();
    if (!file.layer().isEmpty()) {
      pages = Math.max(pages, (Math.min(size, file.base()) + PAGE - 1) / PAGE);
    }
    return pages * (PAGE / 512);
  }

  private static Data.File file(Inode inode) throws ErrnoException {
    if (inode.data() instanceof Data.File file) {
      return file;
    }
    throw Errno.EINVAL.on("inode");
  }

  int read(Inode inode, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    Data.File file = file(inode);
    int count = (int) Math.max(0, Math.min(length, inode.size() - position));
    if (file.pages().isEmpty() && position + count <= file.base()) {
      return count == 0 ? 0 : lower(file, position, buffer, offset, count);
    }
    int done = 0;
    while (done < count) {
      long at = position + done;
      int within = (int) (at % PAGE);
      int part = Math.min(count - done, PAGE - within);
      fill(file, at, buffer, offset + done, part);
      done += part;
    }
    return count;
  }

  private int lower(Data.File file, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    return layers
        .tree(file.layer())
        .read(file.path(), file.stamp(), position, buffer, offset, length);
  }

  /** Bytes that lie within one page. */
  private void fill(Data.File file, long at, byte[] buffer, int offset, int length)
      throws ErrnoException {
    Bytes page = file.pages().getOrElse(at / PAGE, null);
    int got = 0;
    if (page != null) {
      int within = (int) (at % PAGE);
      got = Math.max(0, Math.min(length, page.size() - within));
      page.copy(got == 0 ? 0 : within, buffer, offset, got);
    } else if (at < file.base()) {
      int there = (int) Math.min(length, file.base() - at);
      got = lower(file, at, buffer, offset, there);
    }
    java.util.Arrays.fill(buffer, offset + got, offset + length, (byte) 0);
  }

  Written write(Inode inode, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    Data.File file = file(inode);
    if (position < 0 || position > MAX_SIZE - length) {
      throw Errno.EFBIG.on("write");
    }
    var pages = file.pages();
    long fresh = 0;
    long free = -1;
    int done = 0;
    while (done < length) {
      long at = position + done;
      int within = (int) (at % PAGE);
      int part = Math.min(length - done, PAGE - within);
      Bytes old = pages.getOrElse(at / PAGE, null);
      if (old == null) {
        free = free < 0 ? quota.free(inode.fs()) : free;
        if (fresh >= free) {
          break;
        }
        fresh++;
        old = under(file, at / PAGE, part);
      }
      pages = pages.put(at / PAGE, over(old, within, buffer, offset + done, part));
      done += part;
    }
    if (done == 0 && length > 0) {
      throw Errno.ENOSPC.on("write");
    }
    quota.pages(inode.fs(), fresh);
    var data = new Data.File(pages, file.layer(), file.path(), file.base(), file.stamp());
    return new Written(data, Math.max(inode.size(), position + done), done);
  }

  /** What a page holds before it is first written; not read if it is overwritten whole. */
  private Bytes under(Data.File file, long index, int part) throws ErrnoException {
    long start = index * PAGE;
    if (part == PAGE || start >= file.base()) {
      return ZERO;
    }
    var bytes = new byte[(int) Math.min(PAGE, file.base() - start)];
    int got = lower(file, start, bytes, 0, bytes.length);
    return Bytes.of(bytes, 0, got);
  }

  private static Bytes over(Bytes old, int within, byte[] buffer, int offset, int length) {
    boolean zero = old.size() <= within && isZero(buffer, offset, length);
    return zero ? old : old.with(within, buffer, offset, length);
  }

  private static boolean isZero(byte[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] != 0) {
        return false;
      }
    }
    return true;
  }

  Data.File truncate(Inode inode, long size) throws ErrnoException {
    Data.File file = file(inode);
    if (size == 0) {
      quota.pages(inode.fs(), -file.pages().size());
      return Data.File.empty();
    }
    SortedMap<Long, Bytes> pages = file.pages();
    if (size < inode.size() && !pages.isEmpty()) {
      long last = (size - 1) / PAGE;
      while (!pages.isEmpty() && pages.last()._1 > last) {
        pages = pages.remove(pages.last()._1);
      }
      Bytes page = pages.getOrElse(last, null);
      if (page != null) {
        pages = pages.put(last, page.head((int) (size - last * PAGE)));
      }
    }
    quota.pages(inode.fs(), pages.size() - file.pages().size());
    return new Data.File(
        pages, file.layer(), file.path(), Math.min(size, file.base()), file.stamp());
  }

  void takeInode(int fs) throws ErrnoException {
    quota.inodes(fs, 1);
  }

  /** Gives back what an inode held. */
  void release(Inode inode) {
    quota.gone(inode.fs(), inode.data() instanceof Data.File file ? file.pages().size() : 0);
  }
}
