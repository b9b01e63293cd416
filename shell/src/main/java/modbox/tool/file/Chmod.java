package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Directories;
import modbox.user.file.FileType;
import modbox.user.file.ModeChange;
import modbox.user.file.Paths;

/** Changes permissions. */
public final class Chmod implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "chmod",
          "[OPTION]... MODE[,MODE]... FILE...",
          "Change the mode of each FILE to MODE",
          flag('c', "changes", "like verbose but report only when a change is made"),
          flag('f', "silent", "suppress most error messages"),
          flag((char) 0, "quiet", "suppress most error messages"),
          flag('v', "verbose", "output a diagnostic for every file processed"),
          flag((char) 0, "no-preserve-root", "do not treat '/' specially (the default)"),
          flag((char) 0, "preserve-root", "fail to operate recursively on '/'"),
          value((char) 0, "reference", "RFILE", "use RFILE's mode instead of MODE values"),
          flag('R', "recursive", "change files and directories recursively"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  /** A mode may begin with a minus sign. */
  @Override
  public List<String> normalize(List<String> argv) {
    for (int i = 0; i < argv.size() && argv.get(i).startsWith("-"); i++) {
      if (argv.get(i).equals("--")) {
        break;
      }
      if (argv.get(i).matches("-[rwxXstugo][rwxXstugo,+=-]*")) {
        var words = new ArrayList<>(argv.subList(0, i));
        words.add("--");
        words.addAll(argv.subList(i, argv.size()));
        return words;
      }
    }
    return argv;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> words = args.operands();
    ModeChange change;
    List<String> files;
    if (args.has("reference")) {
      String file = args.value("reference").orElse("");
      int mode;
      try {
        mode = proc.sys().stat(file).permissions();
      } catch (ErrnoException e) {
        throw new Failure(
            "failed to get attributes of " + Quote.always(file) + ": " + e.errno().text());
      }
      change = ModeChange.parse("0000" + Integer.toOctalString(mode)).orElseThrow();
      files = words;
    } else if (words.isEmpty()) {
      throw new Args.UsageException("missing operand");
    } else {
      change =
          ModeChange.parse(words.getFirst())
              .orElseThrow(
                  () -> new Args.UsageException("invalid mode: " + Quote.always(words.getFirst())));
      files = words.subList(1, words.size());
    }
    if (files.isEmpty()) {
      throw new Args.UsageException(
          words.isEmpty()
              ? "missing operand"
              : "missing operand after " + Quote.always(words.getFirst()));
    }
    var run = new Run(proc, args, change);
    for (String file : files) {
      run.operand(file);
    }
    return run.failed ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  private static final class Run {
    private final Proc proc;
    private final Args args;
    private final ModeChange change;
    private final int umask;
    private final boolean silent;
    private boolean failed;

    Run(Proc proc, Args args, ModeChange change) {
      this.proc = proc;
      this.args = args;
      this.change = change;
      umask = proc.sys().umask(0);
      proc.sys().umask(umask);
      silent = args.has("silent") || args.has("quiet");
    }

    private void complain(String what, ErrnoException e) throws ErrnoException {
      failed = true;
      if (!silent) {
        proc.complain(what, e);
      }
    }

    void operand(String path) throws ErrnoException {
      if (args.has("recursive") && args.has("preserve-root") && path.equals("/")) {
        proc.complain("it is dangerous to operate recursively on '/'");
        proc.complain("use --no-preserve-root to override this failsafe");
        failed = true;
        return;
      }
      try {
        Stat stat = proc.sys().stat(path);
        one(path, stat);
        if (args.has("recursive") && !proc.sys().lstat(path).isSymlink()) {
          below(path, stat);
        }
      } catch (ErrnoException e) {
        complain("cannot access " + Quote.always(path), e);
      }
    }

    private void below(String path, Stat stat) throws ErrnoException {
      if (!stat.isDirectory()) {
        return;
      }
      List<String> names;
      try {
        names = Directories.names(proc.sys(), path);
      } catch (ErrnoException e) {
        complain("cannot read directory " + Quote.always(path), e);
        return;
      }
      for (String name : names) {
        String inner = Paths.join(path, name);
        Stat found = proc.sys().lstat(inner);
        if (!found.isSymlink()) {
          one(inner, found);
          below(inner, found);
        }
      }
    }

    private void one(String path, Stat stat) throws ErrnoException {
      int old = stat.permissions();
      int mode = change.apply(old, stat.isDirectory(), umask);
      try {
        proc.sys().chmod(path, mode);
      } catch (ErrnoException e) {
        complain("changing permissions of " + Quote.always(path), e);
        return;
      }
      if (mode != old && (args.has("changes") || args.has("verbose"))) {
        tell(
            "mode of " + Quote.always(path) + " changed from " + words(old) + " to " + words(mode));
      } else if (args.has("verbose")) {
        tell("mode of " + Quote.always(path) + " retained as " + words(mode));
      }
    }

    private void tell(String text) throws ErrnoException {
      proc.out().println(text);
    }

    private static String words(int mode) {
      String octal = String.format("%04o", mode);
      return octal + " (" + FileType.text(Mode.REG | mode).substring(1) + ")";
    }
  }
}
