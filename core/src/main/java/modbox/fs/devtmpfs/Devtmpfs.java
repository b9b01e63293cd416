package modbox.fs.devtmpfs;

import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.pseudo.Caller;
import modbox.vfs.FileSystem;
import modbox.vfs.FileSystemType;
import modbox.vfs.NodeRef;
import modbox.vfs.Store;
import org.jspecify.annotations.Nullable;

/** The one devtmpfs of a machine, and its devpts. Source: drivers/base/devtmpfs.c. */
public final class Devtmpfs implements FileSystemType {
  private final String name;
  private final String options;
  private final Store store;
  private final Root root;

  /** Where its root is found again: the row of its super block. */
  @FunctionalInterface
  public interface Root {
    /** The root, null while it is not mounted yet. */
    @Nullable NodeRef find();
  }

  /**
   * A type of which there is one file system.
   *
   * @param options as /proc/mounts shows them
   */
  public Devtmpfs(String name, Store store, Root root, String options) {
    this.name = name;
    this.store = store;
    this.root = root;
    this.options = options;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean single() {
    return true;
  }

  @Override
  public boolean hasSpace() {
    return name.equals("devtmpfs");
  }

  @Override
  public FileSystem files() {
    return store;
  }

  @Override
  public long magic() {
    return name.equals("devpts") ? 0x1cd1 : 0x01021994;
  }

  @Override
  public Made make(int fs, String data) throws ErrnoException {
    NodeRef made = store.root(fs, 0755, 0, 0, io.vavr.collection.List.empty());
    return new Made(made, data.isEmpty() ? options : data, 0, 0);
  }

  /**
   * Makes a device's node, and the directories above it. Nothing happens before the first mount or
   * if the name is taken.
   *
   * @param name below /dev, for instance {@code input/event0}
   * @param permissions 0600 unless the device says otherwise
   */
  public void create(String name, int permissions, int uid, int gid, boolean block, long rdev)
      throws ErrnoException {
    NodeRef dir = root.find();
    if (dir == null) {
      return;
    }
    int from = 0;
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', from)) {
      String part = name.substring(from, slash);
      NodeRef next = store.lookup(dir, part, Caller.KERNEL);
      dir =
          next != null
              ? next
              : store.create(dir, part, new FileSystem.Birth(Mode.DIR | 0755, 0, 0, 0, ""));
      from = slash + 1;
    }
    String last = name.substring(from);
    if (store.lookup(dir, last, Caller.KERNEL) == null) {
      int mode = (block ? Mode.BLK : Mode.CHR) | permissions;
      store.create(dir, last, new FileSystem.Birth(mode, uid, gid, rdev, ""));
    }
  }

  /** Takes a device's node away, if it is still the kernel's, and directories left empty. */
  public void remove(String name, boolean block, long rdev) throws ErrnoException {
    NodeRef dir = root.find();
    if (dir != null) {
      remove(dir, name, block, rdev);
    }
  }

  private void remove(NodeRef dir, String name, boolean block, long rdev) throws ErrnoException {
    int slash = name.indexOf('/');
    if (slash < 0) {
      NodeRef node = store.lookup(dir, name, Caller.KERNEL);
      int type = block ? Mode.BLK : Mode.CHR;
      if (node != null && store.meta(node).type() == type && store.inode(node).rdev() == rdev) {
        store.remove(dir, name);
      }
      return;
    }
    String part = name.substring(0, slash);
    NodeRef below = store.lookup(dir, part, Caller.KERNEL);
    if (below != null && store.meta(below).isDirectory()) {
      remove(below, name.substring(slash + 1), block, rdev);
      if (store.list(below, Caller.KERNEL).isEmpty()) {
        store.remove(dir, part);
      }
    }
  }
}
