package modbox.tool.file;

import java.util.Optional;
import modbox.abi.Stat;

/**
 * A file that ls shows.
 *
 * @param target text of a symbolic link that is not followed
 * @param targetStat what the link leads to, empty if to nothing
 */
record LsEntry(
    String name, String path, Stat stat, Optional<String> target, Optional<Stat> targetStat) {
  boolean isDirectory() {
    return stat.isDirectory();
  }
}
