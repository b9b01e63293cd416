package modbox.tool.text.sed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;

/** The files a script writes and reads by name, and those edited in place. */
final class Files implements Input.Listener {
  private static final int CANNOT_WRITE = 4;

  private final Proc proc;
  private final Run.Options options;
  private final int end;
  private final Map<String, Output> named = new TreeMap<>();
  private final Map<String, Optional<In>> read = new TreeMap<>();
  private final Output stdout;
  private Output standard;
  private String temporary = "";
  private int temporaryFd = -1;

  Files(Proc proc, Run.Options options, int end) {
    this.proc = proc;
    this.options = options;
    this.end = end;
    stdout = new Output(proc.out(), options.unbuffered());
    standard = stdout;
    named.put("/dev/stdout", stdout);
    named.put("/dev/stderr", new Output(new Out(proc.sys(), 2), true));
  }

  /** Opens all files that w names; they are made even if nothing is ever written. */
  void open(List<Command> commands) throws Failure, ErrnoException {
    for (Command command : commands) {
      switch (command.action()) {
        case Action.File(char letter, String name) -> {
          if (letter == 'w' || letter == 'W') {
            create(name);
          }
        }
        case Action.Substitute s -> create(s.file());
        case Action.Begin _,
            Action.Nothing _,
            Action.Text _,
            Action.Branch _,
            Action.Simple _,
            Action.List_ _,
            Action.Quit _,
            Action.Execute _,
            Action.Translate _ -> {}
      }
    }
  }

  private void create(String name) throws Failure {
    if (name.isEmpty() || named.containsKey(name)) {
      return;
    }
    try {
      int how = Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC;
      named.put(name, new Output(new Out(proc.sys(), proc.sys().open(name, how, 0666)), true));
    } catch (ErrnoException e) {
      throw new Failure(CANNOT_WRITE, "couldn't open file " + name + ": " + e.errno().text());
    }
  }

  /** Where the script's output goes. */
  Output standard() {
    return standard;
  }

  /** The output of this name; all names were opened beforehand. */
  Output named(String name) {
    Output output = named.get(name);
    return output == null || name.equals("/dev/stdout") ? standard : output;
  }

  /** Copies a file to the output; one that cannot be read counts as empty. */
  void copy(String name) throws ErrnoException {
    String path = name.equals("/dev/stdin") ? "-" : name;
    try {
      In in = In.open(proc, path);
      byte[] all = In.readAll(proc.sys(), in.fd());
      in.close();
      if (all.length > 0) {
        standard.raw(new String(all, StandardCharsets.ISO_8859_1), end);
      }
    } catch (ErrnoException e) {
      if (e.what().equals(Out.WRITE_ERROR)) {
        throw e;
      }
    }
  }

  /** The next line of a file that R reads. */
  Optional<String> lineOf(String name) throws ErrnoException {
    if (!read.containsKey(name)) {
      Optional<In> in = Optional.empty();
      try {
        in = Optional.of(In.open(proc, name.equals("/dev/stdin") ? "-" : name));
      } catch (ErrnoException e) {
        in = Optional.empty(); // R reads nothing from a file that is not there
      }
      read.put(name, in);
    }
    Optional<In> in = read.getOrDefault(name, Optional.empty());
    return in.isEmpty() ? Optional.empty() : in.get().until(end);
  }

  @Override
  public boolean begins(String name, In in) throws ErrnoException {
    if (!options.inPlace()) {
      return true;
    }
    Stat stat = proc.sys().fstat(in.fd());
    if (name.equals("-") || !stat.isRegular()) {
      proc.complain("couldn't edit " + Quote.ifNeeded(name) + ": not a regular file");
      return false;
    }
    int slash = name.lastIndexOf('/') + 1;
    temporary = name.substring(0, slash) + "sed" + proc.sys().getpid();
    int how = Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC;
    temporaryFd = proc.sys().open(temporary, how, 0600);
    proc.sys().fchmod(temporaryFd, stat.permissions());
    if (stat.uid() != proc.sys().credentials().euid()
        || stat.gid() != proc.sys().credentials().egid()) {
      proc.sys().fchown(temporaryFd, stat.uid(), stat.gid());
    }
    standard = new Output(new Out(proc.sys(), temporaryFd), false);
    return true;
  }

  @Override
  public void ended(String name) throws ErrnoException {
    if (temporaryFd < 0) {
      return;
    }
    standard.out().flush();
    proc.sys().close(temporaryFd);
    temporaryFd = -1;
    standard = stdout;
    String suffix = options.suffix();
    if (!suffix.isEmpty()) {
      int slash = name.lastIndexOf('/') + 1;
      String base = name.substring(slash);
      String backup = suffix.indexOf('*') < 0 ? base + suffix : suffix.replace("*", base);
      proc.sys()
          .rename(name, backup.indexOf('/') >= 0 ? backup : name.substring(0, slash) + backup);
    }
    proc.sys().rename(temporary, name);
  }

  void close() throws ErrnoException {
    for (Output output : named.values()) {
      output.out().flush();
    }
  }
}
