package modbox.fs.procfs;

import java.util.function.LongSupplier;
import modbox.pseudo.Directory;
import modbox.vfs.FileSystem;
import modbox.vfs.FileSystemType;
import modbox.vfs.NodeRef;
import modbox.vfs.PseudoFs;

/** The type proc. Below /proc/sys the mode bits bind root too. */
public final class Procfs implements FileSystemType {
  private final PseudoFs files;

  /** A type that shows one directory. */
  public Procfs(Directory root, LongSupplier time) {
    files =
        new PseudoFs(root, time) {
          @Override
          public boolean strict(NodeRef node) {
            return node.path().startsWith("/sys/");
          }
        };
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
}
