package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Sets the size of files. */
public final class Truncate implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "truncate",
          "OPTION... FILE...",
          "Shrink or extend the size of each FILE to the specified size",
          flag('c', "no-create", "do not create any files"),
          flag('o', "io-blocks", "treat SIZE as number of IO blocks instead of bytes"),
          value('r', "reference", "RFILE", "base size on RFILE"),
          value('s', "size", "SIZE", "set or adjust the file size by SIZE bytes"));

  private static final int IO_BLOCK = 4096;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    Optional<String> size = args.value("size");
    if (size.isEmpty() && !args.has("reference")) {
      throw new Args.UsageException("you must specify either '--size' or '--reference'");
    } else if (args.operands().isEmpty()) {
      throw new Args.UsageException("missing file operand");
    }
    long base = -1;
    if (args.has("reference")) {
      String file = args.value("reference").orElse("");
      try {
        base = proc.sys().stat(file).size();
      } catch (ErrnoException e) {
        throw new Failure("cannot stat " + Quote.always(file) + ": " + e.errno().text());
      }
    }
    String text = size.orElse("+0");
    char relation = text.isEmpty() || "+-<>/%".indexOf(text.charAt(0)) < 0 ? 0 : text.charAt(0);
    String digits = relation == 0 ? text : text.substring(1);
    long amount =
        Sizes.parse(digits).orElseThrow(() -> new Failure("Invalid number: " + Quote.always(text)))
            * (args.has("io-blocks") ? IO_BLOCK : 1);
    if (amount == 0 && (relation == '/' || relation == '%')) {
      throw new Failure("division by zero");
    }
    ExitStatus status = ExitStatus.OK;
    for (String path : args.operands()) {
      if (!set(proc, args, path, base, relation, amount)) {
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }

  private static boolean set(
      Proc proc, Args args, String path, long base, char relation, long amount)
      throws ErrnoException {
    int fd;
    try {
      int create = args.has("no-create") ? 0 : Open.CREAT;
      fd = proc.sys().open(path, Open.WRONLY | Open.NONBLOCK | Open.CLOEXEC | create, 0666);
    } catch (ErrnoException e) {
      if (args.has("no-create") && e.errno() == Errno.ENOENT) {
        return true;
      }
      proc.complain("cannot open " + Quote.always(path) + " for writing", e);
      return false;
    }
    try {
      long now = base >= 0 ? base : proc.sys().fstat(fd).size();
      long wanted =
          switch (relation) {
            case '+' -> now + amount;
            case '-' -> Math.max(0, now - amount);
            case '<' -> Math.min(now, amount);
            case '>' -> Math.max(now, amount);
            case '/' -> now / amount * amount;
            case '%' -> (now + amount - 1) / amount * amount;
            default -> amount;
          };
      proc.sys().ftruncate(fd, wanted);
      return true;
    } catch (ErrnoException e) {
      proc.complain("failed to truncate " + Quote.always(path), e);
      return false;
    } finally {
      proc.sys().close(fd);
    }
  }
}
