package modbox.boot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import modbox.abi.Errno;

/** What is wrong with a path of the host, in the words of an error number. */
final class HostPaths {
  private HostPaths() {}

  /**
   * Why a path does not lead to a file.
   *
   * @param otherwise the answer if it does
   */
  static String complaint(Path path, String otherwise) {
    try {
      var _ = path.toRealPath();
      return otherwise;
    } catch (NoSuchFileException e) {
      return Errno.ENOENT.text();
    } catch (AccessDeniedException e) {
      return Errno.EACCES.text();
    } catch (FileSystemException e) {
      // The JDK adds a guess to the text of ELOOP.
      String reason = String.valueOf(e.getReason());
      return reason.startsWith(Errno.ELOOP.text()) ? Errno.ELOOP.text() : reason;
    } catch (IOException e) {
      return Errno.EIO.text();
    }
  }
}
