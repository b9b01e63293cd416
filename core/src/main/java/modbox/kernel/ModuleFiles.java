package modbox.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.image.FileTree;
import modbox.vfs.LowerNode;
import modbox.vfs.LowerTree;
import org.jspecify.annotations.Nullable;

/** The kernel's module files as a lower layer of the root file system. */
record ModuleFiles(FileTree files) implements LowerTree {
  static final String NAME = "modules";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable LowerNode node(String path) throws ErrnoException {
    try {
      FileTree.Entry entry = files.entry(path);
      return entry == null
          ? null
          : new LowerNode(entry.mode(), 0, 0, entry.size(), entry.mtime(), 0, entry.target());
    } catch (IOException | UncheckedIOException e) {
      throw Errno.EIO.on(path);
    }
  }

  @Override
  public List<String> names(String path) throws ErrnoException {
    try {
      return files.names(path);
    } catch (IOException | UncheckedIOException e) {
      throw Errno.EIO.on(path);
    }
  }

  @Override
  public int read(String path, long stamp, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    try {
      return files.read(path, position, buffer, offset, length);
    } catch (IOException | UncheckedIOException e) {
      throw Errno.EIO.on(path);
    }
  }
}
