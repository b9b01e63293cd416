package modbox.vfs;

import java.util.List;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * A tree of files that never changes and lies under a stored file system: the image's files, a
 * kernel package's modules, a host directory. Paths have no slash in front; the root is {@code ""}.
 */
public interface LowerTree {
  /** The name by which rows refer to it; the same in every fork and in a saved machine. */
  String name();

  /** The node at a path, or null. EIO if the layer can no longer be read. */
  @Nullable LowerNode node(String path) throws ErrnoException;

  /** The names in a directory, sorted byte-wise. */
  List<String> names(String path) throws ErrnoException;

  /**
   * Reads bytes of a file; fewer only at its end. EIO if it is no longer what it was.
   *
   * @param stamp that {@link #node} gave for it
   * @return the number of bytes
   */
  int read(String path, long stamp, long position, byte[] buffer, int offset, int length)
      throws ErrnoException;
}
