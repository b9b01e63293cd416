package modbox.user;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;

/**
 * A buffered writer over a descriptor: whole blocks for files and pipes, line by line for
 * terminals, as stdio has it.
 */
public final class Out {
  /** What a failure to write standard output is about: it is reported under this name. */
  public static final String WRITE_ERROR = "write error";

  private static final int BLOCK = 4096;

  private final Syscalls sys;
  private final int fd;
  private byte[] buffer = new byte[256];
  private int used;
  private boolean known;
  private boolean terminal;

  public Out(Syscalls sys, int fd) {
    this.sys = sys;
    this.fd = fd;
  }

  /** Writes a byte string: one byte per char. */
  public Out print(String text) throws ErrnoException {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Writes a byte string and a newline. */
  public Out println(String text) throws ErrnoException {
    print(text);
    return write(new byte[] {'\n'});
  }

  /** Writes a formatted byte string: {@link String#formatted}. */
  @SuppressWarnings(
      "AnnotateFormatMethod") // the callers' formats come from tables as often as from literals
  public Out printf(String format, Object... arguments) throws ErrnoException {
    return print(String.format(java.util.Locale.ROOT, format, arguments));
  }

  /** Writes one byte. */
  public Out write(int b) throws ErrnoException {
    return write(new byte[] {(byte) b}, 0, 1);
  }

  /** Writes bytes. */
  public Out write(byte[] bytes) throws ErrnoException {
    return write(bytes, 0, bytes.length);
  }

  /** Writes bytes. */
  public Out write(byte[] bytes, int offset, int length) throws ErrnoException {
    if (used + length > buffer.length) {
      if (used + length > BLOCK) {
        flush();
      }
      if (length >= BLOCK) {
        writeFully(bytes, offset, length);
        return this;
      }
      buffer =
          java.util.Arrays.copyOf(
              buffer, Math.max(used + length, Math.min(BLOCK, buffer.length * 4)));
    }
    System.arraycopy(bytes, offset, buffer, used, length);
    used += length;
    if (length > 0 && isTerminal() && bytes[offset + length - 1] == '\n') {
      flush();
    }
    return this;
  }

  /** Hands everything to the kernel. The buffer is empty afterwards even if that fails. */
  public void flush() throws ErrnoException {
    int length = used;
    used = 0;
    writeFully(buffer, 0, length);
  }

  /** A stream over this writer for libraries; failures come out as {@link ErrnoIoException}. */
  public OutputStream stream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws java.io.IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
        try {
          Out.this.write(bytes, offset, length);
        } catch (ErrnoException e) {
          throw new ErrnoIoException(e);
        }
      }

      @Override
      public void flush() throws java.io.IOException {
        try {
          Out.this.flush();
        } catch (ErrnoException e) {
          throw new ErrnoIoException(e);
        }
      }
    };
  }

  private boolean isTerminal() {
    if (!known) {
      terminal = sys.isatty(fd);
      known = true;
    }
    return terminal;
  }

  private void writeFully(byte[] bytes, int offset, int length) throws ErrnoException {
    int done = 0;
    try {
      while (done < length) {
        done += sys.write(fd, bytes, offset + done, length - done);
      }
    } catch (ErrnoException e) {
      throw fd == 1 ? e.errno().on(WRITE_ERROR) : e;
    }
  }
}
