package modbox.sh.exec;

import java.nio.charset.StandardCharsets;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines without taking more from a descriptor than the line, so that the next reader goes on
 * behind it: in a file by seeking back, elsewhere byte by byte.
 */
public final class Lines {
  private static final int BLOCK = 256;

  private Lines() {}

  /** The next line without its newline; null at the end of the file. */
  public static @Nullable String read(Syscalls sys, int fd) throws ErrnoException {
    var lines = new Piece(sys, fd);
    var text = new StringBuilder();
    while (true) {
      String piece = lines.next('\n');
      if (piece.isEmpty()) {
        return text.isEmpty() ? null : text.toString();
      }
      text.append(piece);
      if (piece.endsWith("\n")) {
        return text.substring(0, text.length() - 1);
      }
    }
  }

  /** Reads pieces up to a delimiter. */
  public static final class Piece {
    private final Syscalls sys;
    private final int fd;
    private final byte[] buffer = new byte[BLOCK];
    private long offset;

    public Piece(Syscalls sys, int fd) {
      this.sys = sys;
      this.fd = fd;
      this.offset = position();
    }

    private long position() {
      try {
        return sys.lseek(fd, 0, Open.SEEK_CUR);
      } catch (ErrnoException e) {
        return -1; // a pipe or terminal: it cannot be read ahead
      }
    }

    /** Bytes up to the delimiter, which is part of them, or fewer; none at the end of the file. */
    public String next(int delimiter) throws ErrnoException {
      int count = sys.read(fd, buffer, 0, offset < 0 ? 1 : BLOCK);
      if (count <= 0) {
        return "";
      }
      int end = 0;
      while (end < count && (buffer[end] & 0xff) != delimiter) {
        end++;
      }
      end = Math.min(end + 1, count);
      if (offset >= 0) {
        offset += end;
        if (end < count) {
          sys.lseek(fd, offset, Open.SEEK_SET);
        }
      }
      return new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
    }
  }
}
