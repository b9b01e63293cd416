package modbox.image;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that never change, for a lower layer of the root file system. Paths have no slash in front;
 * the root is {@code ""}.
 */
public interface FileTree {
  /**
   * What is known of a file without reading it.
   *
   * @param mode type and permission bits
   * @param size exact, in bytes
   * @param mtime nanoseconds since 1970
   * @param target of a symbolic link, else empty
   */
  record Entry(int mode, long size, long mtime, String target) {}

  /** The entry at a path, or null. */
  @Nullable Entry entry(String path) throws IOException;

  /** The names in a directory, sorted byte-wise. */
  List<String> names(String path) throws IOException;

  /** Reads bytes of a file; fewer than asked for only at its end. */
  int read(String path, long position, byte[] buffer, int offset, int length) throws IOException;
}
