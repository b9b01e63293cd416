package modbox.tool.file;

import modbox.abi.ErrnoException;
import modbox.user.In;
import modbox.user.Proc;

/** Questions that are answered on standard input. */
final class Confirm {
  private final Proc proc;
  private final In in;

  Confirm(Proc proc) {
    this.proc = proc;
    in = new In(proc.sys(), 0);
  }

  /** Asks {@code NAME: QUESTION}; yes is an answer that begins with y. */
  boolean ask(String question) throws ErrnoException {
    proc.err(proc.name() + ": " + question);
    return in.line().map(line -> line.startsWith("y") || line.startsWith("Y")).orElse(false);
  }
}
