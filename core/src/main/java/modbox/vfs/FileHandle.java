package modbox.vfs;

import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.pseudo.Caller;
import modbox.pseudo.Handle;

/** An open file as its behaviour sees it: a view of the row. */
record FileHandle(Vfs vfs, long id) implements Handle {
  private OpenFile row() {
    OpenFile row = vfs.world().get(Vfs.FILES, id);
    if (row == null) {
      throw new IllegalStateException("open file " + id + " is gone");
    }
    return row;
  }

  @Override
  public long rdev() {
    return row().rdev();
  }

  @Override
  public Caller caller() {
    return vfs.current().caller();
  }

  @Override
  public int flags() {
    return row().flags();
  }

  @Override
  public long position() {
    return row().position();
  }

  @Override
  public void position(long value) {
    vfs.open().put(row().position(value));
  }

  @Override
  public long data() {
    return row().data();
  }

  @Override
  public void data(long value) {
    vfs.open().put(row().data(value));
  }

  @Override
  public void await(String channel) throws ErrnoException {
    if ((flags() & Open.NONBLOCK) != 0) {
      throw Errno.EAGAIN.on("file");
    }
    vfs.current().await(List.of(channel), -1);
  }
}
