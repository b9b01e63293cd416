package modbox.sh.exec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.HereText;
import modbox.sh.syntax.Names;
import modbox.sh.syntax.Redirect;
import org.jspecify.annotations.Nullable;

/** Carries out redirections. */
final class Redirector {
  /** Descriptors from here on are the shell's own. */
  private static final int OWN = 10;

  /** What a pipe takes without a reader, bytes. */
  private static final int PIPE = 65536;

  /**
   * A redirection whose word has been expanded.
   *
   * @param text the file's name, the number, or the text to be read
   */
  record Prepared(int fd, Redirect.Operator operator, String text) {}

  /** What the descriptors were before. */
  static final class Saved {
    private final Syscalls sys;
    private final List<int[]> moved = new ArrayList<>();

    private Saved(Syscalls sys) {
      this.sys = sys;
    }

    private void save(int fd) throws ErrnoException {
      for (int[] pair : moved) {
        if (pair[0] == fd) {
          return;
        }
      }
      int copy;
      try {
        copy = sys.dupFrom(fd, OWN, true);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EBADF) {
          throw e;
        }
        copy = -1; // it was closed, and will be again
      }
      moved.add(new int[] {fd, copy});
    }

    /** Puts the descriptors back. */
    void restore() throws ErrnoException {
      for (int[] pair : moved.reversed()) {
        if (pair[1] < 0) {
          closeQuietly(sys, pair[0]);
        } else {
          sys.dup2(pair[1], pair[0], false);
          sys.close(pair[1]);
        }
      }
      moved.clear();
    }

    /** The redirections stay: the copies of the old descriptors are closed. */
    void keep() throws ErrnoException {
      for (int[] pair : moved) {
        if (pair[1] >= 0) {
          sys.close(pair[1]);
        }
      }
      moved.clear();
    }
  }

  private final Interpreter sh;
  private final Syscalls sys;

  Redirector(Interpreter sh) {
    this.sh = sh;
    this.sys = sh.sys();
  }

  /** Expands the words of redirections. */
  List<Prepared> prepare(List<Redirect> redirects) throws ShellException {
    if (redirects.isEmpty()) {
      return List.of();
    }
    var prepared = new ArrayList<Prepared>(redirects.size());
    for (Redirect redirect : redirects) {
      HereText here = redirect.here();
      String text =
          here != null ? sh.expander().quoted(here.parts()) : sh.expander().text(redirect.target());
      if (redirect.operator() == Redirect.Operator.HERE_STRING) {
        text += "\n";
      }
      prepared.add(new Prepared(redirect.number(), redirect.operator(), text));
    }
    return prepared;
  }

  /** Carries redirections out, in order. What failed is undone, told, and null returned. */
  @Nullable Saved applySafely(List<Prepared> redirects) throws ErrnoException {
    try {
      return apply(redirects);
    } catch (ShellException e) {
      sh.complain(e.message());
      return null;
    }
  }

  /** Carries redirections out, in order. If one fails, those before it are undone. */
  Saved apply(List<Prepared> redirects) throws ShellException, ErrnoException {
    var saved = new Saved(sys);
    boolean done = false;
    try {
      for (Prepared redirect : redirects) {
        saved.save(redirect.fd);
        if (redirect.operator == Redirect.Operator.BOTH
            || redirect.operator == Redirect.Operator.BOTH_APPEND) {
          saved.save(2);
        }
        apply(redirect);
      }
      done = true;
      return saved;
    } finally {
      if (!done) {
        saved.restore();
      }
    }
  }

  /** Carries redirections out for good: in a child that becomes another program. */
  void applyForGood(List<Prepared> redirects) throws ShellException, ErrnoException {
    for (Prepared redirect : redirects) {
      apply(redirect);
    }
  }

  private void apply(Prepared redirect) throws ShellException, ErrnoException {
    int fd = redirect.fd;
    String name = redirect.text;
    switch (redirect.operator) {
      case INPUT -> move(open(name, Open.RDONLY, "open"), fd);
      case OUTPUT -> move(create(name), fd);
      case CLOBBER -> move(open(name, Open.WRONLY | Open.CREAT | Open.TRUNC, "create"), fd);
      case APPEND -> move(open(name, Open.WRONLY | Open.CREAT | Open.APPEND, "create"), fd);
      case READ_WRITE -> move(open(name, Open.RDWR | Open.CREAT, "create"), fd);
      case DUPLICATE_INPUT, DUPLICATE_OUTPUT -> duplicate(name, fd);
      case HERE, HERE_STRIPPED, HERE_STRING -> move(hereDocument(name), fd);
      case BOTH -> {
        move(create(name), 1);
        sys.dup2(1, 2, false);
      }
      case BOTH_APPEND -> {
        move(open(name, Open.WRONLY | Open.CREAT | Open.APPEND, "create"), 1);
        sys.dup2(1, 2, false);
      }
    }
  }

  private void move(int from, int to) throws ErrnoException {
    if (from != to) {
      sys.dup2(from, to, false);
      sys.close(from);
    }
  }

  private int create(String name) throws ShellException {
    if (sh.shell().has(Option.NOCLOBBER)) {
      try {
        if (!sys.stat(name).isRegular()) {
          return open(name, Open.WRONLY, "create");
        }
        throw cannot("create", name, Errno.EEXIST);
      } catch (ErrnoException e) {
        return open(name, Open.WRONLY | Open.CREAT | Open.EXCL, "create");
      }
    }
    return open(name, Open.WRONLY | Open.CREAT | Open.TRUNC, "create");
  }

  private int open(String name, int flags, String verb) throws ShellException {
    while (true) {
      try {
        return sys.open(name, flags, 0666);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINTR || sh.signals().interrupted()) {
          throw cannot(verb, name, e.errno());
        }
      }
    }
  }

  private static ShellException cannot(String verb, String name, Errno errno) {
    boolean missing = errno == Errno.ENOENT || errno == Errno.ENOTDIR;
    String why =
        !missing ? errno.text() : verb.equals("open") ? "No such file" : "Directory nonexistent";
    return new ShellException("cannot " + verb + " " + name + ": " + why);
  }

  private void duplicate(String word, int fd) throws ShellException, ErrnoException {
    if (word.equals("-")) {
      closeQuietly(sys, fd);
      return;
    }
    if (!Names.isNumber(word) || word.length() > 6) {
      throw new ShellException("Syntax error: Bad fd number");
    }
    int from = Integer.parseInt(word);
    try {
      if (from == fd) {
        sys.statusFlags(fd);
      } else {
        sys.dup2(from, fd, false);
      }
    } catch (ErrnoException e) {
      throw new ShellException(word + ": " + e.errno().text());
    }
  }

  private static void closeQuietly(Syscalls sys, int fd) {
    try {
      sys.close(fd);
    } catch (ErrnoException e) {
      return; // closing what is closed is no error in a redirection
    }
  }

  /** The reading end of a pipe that holds the text; a child writes what the pipe cannot hold. */
  private int hereDocument(String text) throws ErrnoException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int[] ends = sys.pipe(0);
    if (bytes.length <= PIPE) {
      write(ends[1], bytes);
    } else {
      sys.fork(
          () -> {
            sys.close(ends[0]);
            write(ends[1], bytes);
            return 0;
          });
    }
    sys.close(ends[1]);
    return ends[0];
  }

  private void write(int fd, byte[] bytes) throws ErrnoException {
    int done = 0;
    while (done < bytes.length) {
      done += sys.write(fd, bytes, done, bytes.length - done);
    }
  }
}
