package modbox.fs.procfs;

import java.util.function.LongSupplier;
import modbox.abi.ErrnoException;
import modbox.pseudo.Caller;
import modbox.pseudo.Directory;
import modbox.vfs.FileSystem;
import modbox.vfs.FileSystemType;
import modbox.vfs.NodeRef;
import modbox.vfs.Place;
import modbox.vfs.PseudoFs;
import org.jspecify.annotations.Nullable;

/** The type proc. Below /proc/sys the mode bits bind root too. */
public final class Procfs implements FileSystemType {
  private final Files files;

  /** A type that shows one directory. */
  public Procfs(Directory root, Tasks tasks, LongSupplier time) {
    files = new Files(root, tasks, time);
  }

  @Override
  public String name() {
    return "proc";
  }

  @Override
  public boolean single() {
    return true;
  }

  @Override
  public FileSystem files() {
    return files;
  }

  @Override
  public long magic() {
    return 0x9fa0;
  }

  @Override
  public Made make(int fs, String data) {
    return Made.of(files.root(fs));
  }

  private static final class Files extends PseudoFs {
    private final Tasks tasks;

    Files(Directory root, Tasks tasks, LongSupplier time) {
      super(root, time);
      this.tasks = tasks;
    }

    @Override
    public boolean strict(NodeRef node) {
      return node.path().startsWith("/sys/");
    }

    @Override
    public @Nullable Place jump(NodeRef link, Caller caller) throws ErrnoException {
      return MagicLinks.jump(tasks, link.path(), caller);
    }
  }
}
