package modbox.tool.text.sed;

import modbox.abi.ErrnoException;
import modbox.user.Out;

/** A file that lines go to; a newline that was missing is made up for when more follows. */
final class Output {
  private final Out out;
  private final boolean unbuffered;
  private boolean missing;

  Output(Out out, boolean unbuffered) {
    this.out = out;
    this.unbuffered = unbuffered;
  }

  /** Writes a line with its end, or without if its input had none. */
  void line(String text, int end, boolean terminated) throws ErrnoException {
    complete(end);
    out.print(text);
    if (terminated) {
      out.write(end);
    } else {
      missing = true;
    }
    flush();
  }

  /** Writes text as it is. */
  void raw(String text, int end) throws ErrnoException {
    complete(end);
    out.print(text);
    flush();
  }

  private void complete(int end) throws ErrnoException {
    if (missing) {
      out.write(end);
      missing = false;
    }
  }

  private void flush() throws ErrnoException {
    if (unbuffered) {
      out.flush();
    }
  }

  Out out() {
    return out;
  }
}
