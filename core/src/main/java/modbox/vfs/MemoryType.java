package modbox.vfs;

import io.vavr.collection.List;
import modbox.abi.ErrnoException;

/** A file system that a module brings and that needs no device. */
record MemoryType(String name, FileSystem files) implements FileSystemType {
  @Override
  public long magic() {
    return 0x01021994;
  }

  @Override
  public Made make(int fs, String data) throws ErrnoException {
    return Made.of(((Store) files).root(fs, 0755, 0, 0, List.empty()));
  }
}
