package modbox.tool.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.text.CNumber;

/** tail -f: looks at the files once a second and prints what they have gained. */
final class TailFollower {
  private final Proc proc;
  private final Headers headers;
  private final boolean byName;
  private final long interval;
  private final Optional<Integer> pid;
  private final List<Followed> files = new ArrayList<>();
  private String shown = "";

  /** A file that is watched; position is where its reader stands. */
  private static final class Followed {
    final String name;
    int fd;
    long position;

    Followed(String name, int fd, long position) {
      this.name = name;
      this.fd = fd;
      this.position = position;
    }
  }

  TailFollower(Proc proc, Args args, Headers headers) throws Failure {
    this.proc = proc;
    this.headers = headers;
    byName = args.has("F") || args.value("follow").orElse("").startsWith("n");
    String seconds = args.value("sleep-interval").orElse("1");
    CNumber number = CNumber.parse(seconds);
    if (number.end() != seconds.length() || number.value() < 0) {
      throw new Failure("invalid number of seconds: " + Quote.always(seconds));
    }
    interval = (long) (number.value() * 1e9);
    String process = args.value("pid").orElse("");
    if (!process.matches("[0-9]{0,9}")) {
      throw new Failure("invalid PID: " + Quote.always(process));
    }
    pid = process.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(process));
  }

  /** Watches a file from where its descriptor stands; the descriptor itself may be closed. */
  void add(String name, int fd) throws ErrnoException {
    shown = name;
    if (fd == 0) {
      if (proc.sys().fstat(0).isRegular()) {
        files.add(new Followed(name, 0, proc.sys().lseek(0, 0, Open.SEEK_CUR)));
      }
      return;
    }
    int own = proc.sys().dup(fd);
    boolean seeks = proc.sys().fstat(own).isRegular();
    files.add(new Followed(name, own, seeks ? proc.sys().lseek(own, 0, Open.SEEK_CUR) : 0));
  }

  void run() throws ErrnoException {
    while (!files.isEmpty()) {
      proc.out().flush();
      boolean last = pid.isPresent() && !lives(pid.get());
      for (Followed file : files) {
        look(file);
      }
      if (last) {
        return;
      }
      proc.out().flush();
      proc.sys().nanosleep(interval);
    }
  }

  private boolean lives(int process) {
    try {
      proc.sys().kill(process, 0);
      return true;
    } catch (ErrnoException e) {
      return e.errno() == Errno.EPERM;
    }
  }

  private void look(Followed file) throws ErrnoException {
    if (byName) {
      reopen(file);
    }
    Stat stat = proc.sys().fstat(file.fd);
    if (stat.isRegular() && stat.size() < file.position) {
      proc.complain(Quote.ifNeeded(file.name) + ": file truncated");
      proc.sys().lseek(file.fd, 0, Open.SEEK_SET);
      file.position = 0;
    }
    var block = new byte[8192];
    for (int got = proc.sys().read(file.fd, block, 0, block.length);
        got > 0;
        got = proc.sys().read(file.fd, block, 0, block.length)) {
      if (!shown.equals(file.name)) {
        headers.show(file.name);
        shown = file.name;
      }
      proc.out().write(block, 0, got);
      file.position += got;
    }
  }

  private void reopen(Followed file) throws ErrnoException {
    try {
      Stat named = proc.sys().stat(file.name);
      Stat open = proc.sys().fstat(file.fd);
      if (named.ino() != open.ino() || named.dev() != open.dev()) {
        proc.complain(Quote.always(file.name) + " has been replaced;  following new file");
        proc.sys().close(file.fd);
        file.fd = proc.sys().open(file.name, Open.RDONLY | Open.CLOEXEC);
        file.position = 0;
      }
    } catch (ErrnoException e) {
      return; // gone for now: tail -F waits for it to come back
    }
  }
}
