package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.List;
import java.util.Optional;
import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Makes device nodes and named pipes. */
public final class Mknod implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "mknod",
          "[OPTION]... NAME TYPE [MAJOR MINOR]",
          "Create the special file NAME of the given TYPE",
          value('m', "mode", "MODE", "set file permission bits to MODE, not a=rw - umask"),
          flag('Z', "", "(ignored)"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> words = args.operands();
    if (words.isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    boolean fifo = words.size() > 1 && words.get(1).startsWith("p");
    int wanted = fifo ? 2 : 4;
    if (words.size() < wanted) {
      throw new Args.UsageException(
          "missing operand after "
              + Quote.always(words.getLast())
              + (words.size() == 2
                  ? "\nSpecial files require major and minor device numbers."
                  : ""));
    } else if (words.size() > wanted) {
      throw new Args.UsageException(
          "extra operand "
              + Quote.always(words.get(wanted))
              + (fifo && words.size() == 4
                  ? "\nFifos do not have major and minor device numbers."
                  : ""));
    }
    int type =
        switch (words.get(1).charAt(0)) {
          case 'b' -> Mode.BLK;
          case 'c', 'u' -> Mode.CHR;
          case 'p' -> Mode.FIFO;
          default ->
              throw new Args.UsageException("invalid device type " + Quote.always(words.get(1)));
        };
    long device = 0;
    if (!fifo) {
      device = Dev.make(number(words.get(2), "major"), number(words.get(3), "minor"));
    }
    Optional<Integer> mode = Mkfifo.NodeMode.of(proc, args);
    String path = words.getFirst();
    try {
      proc.sys().mknod(path, type | mode.orElse(0666), device);
      if (mode.isPresent()) {
        proc.sys().chmod(path, mode.get());
      }
    } catch (ErrnoException e) {
      return proc.fail(Quote.ifNeeded(path) + ": " + e.errno().text());
    }
    return ExitStatus.OK;
  }

  private static int number(String text, String what) throws Failure {
    try {
      return Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new Failure("invalid " + what + " device number " + Quote.always(text));
    }
  }
}
