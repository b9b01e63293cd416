package modbox.kmod;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.elf.Source;
import modbox.image.index.ByteSource;

/** What the library reads: files, directories, and which kernel runs. */
public interface KmodFiles {
  /** A whole file. */
  byte[] read(String path) throws ErrnoException;

  /** A file of which only the parts asked for are read; for indexes. */
  ByteSource map(String path) throws ErrnoException;

  /** An open object, read in parts. */
  interface OpenObject extends Source {
    void close() throws ErrnoException;
  }

  /** A file of which only the parts asked for are read; for objects. To be closed. */
  OpenObject open(String path) throws ErrnoException;

  /** A directory's entries without "." and "..", in the file system's order. */
  List<Dirent> list(String directory) throws ErrnoException;

  /** stat(2). */
  Stat stat(String path) throws ErrnoException;

  /** The running kernel's release. */
  String release();

  /** The working directory. */
  String directory() throws ErrnoException;

  /** A whole file as a byte string. */
  default String text(String path) throws ErrnoException {
    return new String(read(path), StandardCharsets.ISO_8859_1);
  }

  /** stat(2), empty if that fails. */
  default Optional<Stat> find(String path) {
    try {
      return Optional.of(stat(path));
    } catch (ErrnoException _) {
      return Optional.empty(); // whatever stands in the way, there is no such file for us
    }
  }

  /** A path made absolute, not cleaned. */
  default String absolute(String path) throws ErrnoException {
    return path.startsWith("/") ? path : directory() + "/" + path;
  }
}
