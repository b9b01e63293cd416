package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.kernel.DirectoryCalls;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.time.DateParser;
import modbox.user.time.Zone;

/** Sets the times of files, making those that are not there. */
public final class Touch implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "touch",
          "[OPTION]... FILE...",
          "Update the access and modification times of each FILE to the current time",
          flag('a', "", "change only the access time"),
          flag('c', "no-create", "do not create any files"),
          value('d', "date", "STRING", "parse STRING and use it instead of current time"),
          flag('f', "", "(ignored)"),
          flag('h', "no-dereference", "affect each symbolic link instead of any referenced file"),
          flag('m', "", "change only the modification time"),
          value('r', "reference", "FILE", "use this file's times instead of current time"),
          value('t', "", "STAMP", "use [[CC]YY]MMDDhhmm[.ss] instead of current time"),
          value(
              (char) 0, "time", "WORD", "change the specified time: access, atime, modify, mtime"));

  /** Both times to set, nanoseconds or NOW. */
  private record Times(long access, long modify) {}

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("missing file operand");
    }
    Times times = times(proc, args);
    String word = args.value("time").orElse("");
    boolean onlyAccess = args.has("a") || word.matches("access|atime|use");
    boolean onlyModify = args.has("m") || word.matches("modify|mtime");
    if (onlyAccess != onlyModify) {
      times =
          new Times(
              onlyAccess ? times.access() : DirectoryCalls.OMIT,
              onlyModify ? times.modify() : DirectoryCalls.OMIT);
    }
    ExitStatus status = ExitStatus.OK;
    for (String path : args.operands()) {
      if (!touch(proc, args, path, times)) {
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }

  private static Times times(Proc proc, Args args)
      throws ErrnoException, Args.UsageException, Failure {
    Zone zone = Zone.of(proc);
    Optional<String> date = args.value("date");
    Optional<String> stamp = args.value("t");
    Optional<String> reference = args.value("reference");
    if (stamp.isPresent() && (date.isPresent() || reference.isPresent())) {
      throw new Args.UsageException("cannot specify times from more than one source");
    }
    if (reference.isPresent()) {
      Stat stat;
      try {
        stat =
            args.has("no-dereference")
                ? proc.sys().lstat(reference.get())
                : proc.sys().stat(reference.get());
      } catch (ErrnoException e) {
        throw new Failure(
            "failed to get attributes of "
                + Quote.always(reference.get())
                + ": "
                + e.errno().text());
      }
      return new Times(
          date.isPresent() ? parse(date.get(), stat.atime(), zone) : stat.atime(),
          date.isPresent() ? parse(date.get(), stat.mtime(), zone) : stat.mtime());
    }
    long now = proc.sys().clock(0);
    if (date.isPresent()) {
      long time = parse(date.get(), now, zone);
      return new Times(time, time);
    }
    if (stamp.isPresent()) {
      long time = stamp(stamp.get(), now, zone);
      return new Times(time, time);
    }
    return new Times(DirectoryCalls.NOW, DirectoryCalls.NOW);
  }

  private static long parse(String text, long now, Zone zone) throws Failure {
    return DateParser.parse(text, now, zone)
        .orElseThrow(() -> new Failure("invalid date format " + Quote.always(text)));
  }

  /** {@code [[CC]YY]MMDDhhmm[.ss]}. */
  private static long stamp(String text, long now, Zone zone) throws Failure {
    if (!text.matches("([0-9]{8}|[0-9]{10}|[0-9]{12})(\\.[0-9]{2})?")) {
      throw new Failure("invalid date format " + Quote.always(text));
    }
    int dot = text.indexOf('.');
    String digits = dot < 0 ? text : text.substring(0, dot);
    String seconds = dot < 0 ? "00" : text.substring(dot + 1);
    String year = Integer.toString(zone.at(now).getYear());
    if (digits.length() == 10) {
      int short_ = Integer.parseInt(digits.substring(0, 2));
      year = (short_ < 69 ? "20" : "19") + digits.substring(0, 2);
    } else if (digits.length() == 12) {
      year = digits.substring(0, 4);
    }
    String d = digits.substring(digits.length() - 8);
    String iso =
        year
            + "-"
            + d.substring(0, 2)
            + "-"
            + d.substring(2, 4)
            + " "
            + d.substring(4, 6)
            + ":"
            + d.substring(6)
            + ":"
            + seconds;
    return DateParser.parse(iso, now, zone)
        .orElseThrow(() -> new Failure("invalid date format " + Quote.always(text)));
  }

  private static boolean touch(Proc proc, Args args, String path, Times times)
      throws ErrnoException {
    boolean follow = !args.has("no-dereference");
    try {
      if (follow && !args.has("no-create")) {
        create(proc, path);
      }
      proc.sys().utimens(path, times.access(), times.modify(), follow);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT && args.has("no-create")) {
        return true;
      }
      proc.complain("cannot touch " + Quote.always(path), e);
      return false;
    }
  }

  private static void create(Proc proc, String path) throws ErrnoException {
    try {
      proc.sys().stat(path);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      int how = Open.WRONLY | Open.CREAT | Open.NONBLOCK | Open.NOCTTY | Open.CLOEXEC;
      proc.sys().close(proc.sys().open(path, how, 0666));
    }
  }
}
