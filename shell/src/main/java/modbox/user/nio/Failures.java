package modbox.user.nio;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import modbox.abi.ErrnoException;

/** An errno as the exception that java.nio.file has for it. */
final class Failures {
  private Failures() {}

  static IOException of(ErrnoException e, GuestPath path) {
    return of(e, path.toString());
  }

  static IOException of(ErrnoException e, String path) {
    FileSystemException failure =
        switch (e.errno()) {
          case ENOENT -> new NoSuchFileException(path);
          case EEXIST -> new FileAlreadyExistsException(path);
          case EACCES -> new AccessDeniedException(path);
          case ENOTEMPTY -> new DirectoryNotEmptyException(path);
          default -> new FileSystemException(path, null, e.errno().text());
        };
    failure.initCause(e);
    return failure;
  }

  /** For readlink(2), whose EINVAL means that it is no link. */
  static IOException ofLink(ErrnoException e, GuestPath path) {
    return e.errno() == modbox.abi.Errno.EINVAL
        ? new NotLinkException(path.toString())
        : of(e, path);
  }

  /** For a directory that is opened. */
  static IOException ofDirectory(ErrnoException e, GuestPath path) {
    return e.errno() == modbox.abi.Errno.ENOTDIR
        ? new NotDirectoryException(path.toString())
        : of(e, path);
  }
}
