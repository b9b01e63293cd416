package modbox.tool.text.sed;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;

/** The input files as one stream of lines, or one after the other. */
final class Input {
  /** Told when a file begins and when it has ended. */
  interface Listener {
    /** False if the file is to be left out. */
    boolean begins(String name, In in) throws ErrnoException;

    void ended(String name) throws ErrnoException;
  }

  private final Proc proc;
  private final ArrayDeque<String> waiting;
  private final boolean separate;
  private final int end;
  private final Listener listener;
  private Optional<In> current = Optional.empty();
  private String name = "-";
  private boolean failed;
  private long line;
  private boolean terminated = true;

  Input(Proc proc, List<String> files, boolean separate, int end, Listener listener) {
    this.proc = proc;
    waiting = new ArrayDeque<>(files);
    this.separate = separate;
    this.end = end;
    this.listener = listener;
  }

  boolean failed() {
    return failed;
  }

  /** The number of the last line read. */
  long line() {
    return line;
  }

  /** The file that is being read. */
  String name() {
    return name;
  }

  /** Whether the last line read had its newline. */
  boolean terminated() {
    return terminated;
  }

  Optional<String> next() throws ErrnoException {
    while (ready()) {
      In in = current.orElseThrow();
      Optional<String> text = read(in);
      if (text.isPresent()) {
        line++;
        terminated = in.terminated();
        return text;
      }
      finish();
    }
    return Optional.empty();
  }

  private Optional<String> read(In in) throws ErrnoException {
    try {
      return in.until(end);
    } catch (ErrnoException e) {
      proc.complain("read error on " + Quote.ifNeeded(name), e);
      failed = true;
      return Optional.empty();
    }
  }

  private boolean ready() throws ErrnoException {
    while (current.isEmpty() && !waiting.isEmpty()) {
      name = waiting.remove();
      try {
        In in = In.open(proc, name);
        if (listener.begins(name, in)) {
          current = Optional.of(in);
          line = separate ? 0 : line;
        } else {
          failed = true;
        }
      } catch (ErrnoException e) {
        proc.complain("can't read " + Quote.ifNeeded(name), e);
        failed = true;
      }
    }
    return current.isPresent();
  }

  private void finish() throws ErrnoException {
    if (current.isPresent()) {
      current.get().close();
      current = Optional.empty();
      listener.ended(name);
    }
  }

  /** Whether no line follows; opens the files that come next to find out. */
  boolean atEnd() throws ErrnoException {
    if (current.isPresent()) {
      try {
        if (!current.get().atEnd()) {
          return false;
        }
      } catch (ErrnoException e) {
        return waiting.isEmpty();
      }
    }
    if (separate) {
      return true;
    }
    while (!waiting.isEmpty()) {
      finish();
      if (!ready()) {
        return true;
      }
      if (!current.orElseThrow().atEnd()) {
        return false;
      }
    }
    return current.isEmpty() || current.get().atEnd();
  }

  /** Whether there is nothing left at all, other files counted. */
  boolean exhausted() throws ErrnoException {
    if (!separate) {
      return atEnd();
    }
    return current.map(in -> true).orElse(false) ? atEnd() && waiting.isEmpty() : waiting.isEmpty();
  }

  /** Leaves the rest of the input to others. */
  void stop() throws ErrnoException {
    if (current.isPresent()) {
      current.get().giveBack();
      finish();
    }
  }
}
