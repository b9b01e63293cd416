package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Paths;

/** Prints resolved names. */
public final class Realpath implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "realpath",
          "[OPTION]... FILE...",
          "Print the resolved absolute file name",
          flag('e', "canonicalize-existing", "all components of the path must exist"),
          flag('m', "canonicalize-missing", "no path components need exist or be a directory"),
          flag('L', "logical", "resolve '..' components before symlinks"),
          flag('P', "physical", "resolve symlinks as encountered (default)"),
          flag('q', "quiet", "suppress most error messages"),
          value((char) 0, "relative-to", "DIR", "print the resolved path relative to DIR"),
          value((char) 0, "relative-base", "DIR", "print absolute paths unless paths below DIR"),
          flag('s', "strip", "don't expand symlinks"),
          flag((char) 0, "no-symlinks", "don't expand symlinks"),
          flag('z', "zero", "end each output line with NUL, not newline"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    Optional<String> to = directory(proc, args, "relative-to");
    Optional<String> base = directory(proc, args, "relative-base");
    ExitStatus status = ExitStatus.OK;
    for (String path : args.operands()) {
      try {
        proc.out()
            .print(shown(resolve(proc, args, path), to, base))
            .write(args.has("zero") ? 0 : '\n');
      } catch (ErrnoException e) {
        status = ExitStatus.FAILURE;
        if (!args.has("quiet")) {
          proc.complain(Quote.ifNeeded(path), e);
        }
      }
    }
    return status;
  }

  private static Optional<String> directory(Proc proc, Args args, String key)
      throws ErrnoException, Failure {
    Optional<String> given = args.value(key);
    if (given.isEmpty()) {
      return given;
    }
    try {
      return Optional.of(resolve(proc, args, given.get()));
    } catch (ErrnoException e) {
      throw new Failure(Quote.ifNeeded(given.get()) + ": " + e.errno().text());
    }
  }

  private static String resolve(Proc proc, Args args, String path) throws ErrnoException {
    String start = path;
    if (args.has("strip") || args.has("no-symlinks") || args.has("logical")) {
      String absolute = path.startsWith("/") ? path : Paths.join(proc.sys().getcwd(), path);
      start = withoutDots(absolute);
      if (!args.has("logical")) {
        return start;
      }
    }
    Paths.Existing existing =
        args.has("canonicalize-missing")
            ? Paths.Existing.NONE
            : args.has("canonicalize-existing") ? Paths.Existing.ALL : Paths.Existing.ALL_BUT_LAST;
    return Paths.canonical(proc.sys(), start, existing);
  }

  private static String withoutDots(String path) {
    var parts = new java.util.ArrayList<String>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  private static String shown(String path, Optional<String> to, Optional<String> base) {
    if (base.isPresent() && !below(path, base.get())) {
      return path;
    }
    Optional<String> from = to.or(() -> base);
    if (base.isPresent() && to.isPresent() && !below(to.get(), base.get())) {
      return path;
    }
    return from.map(f -> Paths.relative(path, f)).orElse(path);
  }

  private static boolean below(String path, String base) {
    return path.equals(base) || base.equals("/") || path.startsWith(base + "/");
  }
}
