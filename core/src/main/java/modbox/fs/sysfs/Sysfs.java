package modbox.fs.sysfs;

import java.util.function.LongSupplier;
import modbox.pseudo.Directory;
import modbox.vfs.FileSystem;
import modbox.vfs.FileSystemType;
import modbox.vfs.NodeRef;
import modbox.vfs.PseudoFs;

/** sysfs and its relations debugfs, securityfs, configfs. Mode bits bind root too. */
public final class Sysfs implements FileSystemType {
  private final String name;
  private final long magic;
  private final PseudoFs files;

  /** A type that shows one directory. */
  public Sysfs(String name, long magic, Directory root, LongSupplier time) {
    this(name, magic, root, time, () -> -1);
  }

  /** The same where it is known when the directory can have changed: see {@link PseudoFs}. */
  public Sysfs(String name, long magic, Directory root, LongSupplier time, LongSupplier version) {
    this.name = name;
    this.magic = magic;
    this.files =
        new PseudoFs(root, time, version) {
          @Override
          public boolean strict(NodeRef node) {
            return true;
          }
        };
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
  public FileSystem files() {
    return files;
  }

  @Override
  public long magic() {
    return magic;
  }

  @Override
  public Made make(int fs, String data) {
    return Made.of(files.root(fs));
  }
}
