package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import java.util.Random;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.RandomBytes;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Paths;

/** Makes a file or directory with a name of its own. */
public final class Mktemp implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "mktemp",
          "[OPTION]... [TEMPLATE]",
          "Create a temporary file or directory, safely, and print its name",
          flag('d', "directory", "create a directory, not a file"),
          flag('u', "dry-run", "do not create anything; merely print a name (unsafe)"),
          flag('q', "quiet", "suppress diagnostics about file/dir-creation failure"),
          value((char) 0, "suffix", "SUFF", "append SUFF to TEMPLATE"),
          optional('p', "tmpdir", "DIR", "interpret TEMPLATE relative to DIR"),
          flag('t', "", "interpret TEMPLATE as a single name in $TMPDIR or /tmp"));

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ATTEMPTS = 1000;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  /** {@code -p} takes the next word, {@code --tmpdir} does not. */
  @Override
  public java.util.List<String> normalize(java.util.List<String> argv) {
    var words = new java.util.ArrayList<String>();
    for (int i = 0; i < argv.size(); i++) {
      if (argv.get(i).equals("-p") && i + 1 < argv.size()) {
        words.add("--tmpdir=" + argv.get(++i));
      } else {
        words.add(argv.get(i));
      }
    }
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    if (args.operands().size() > 1) {
      throw new Args.UsageException("too many templates");
    }
    boolean given = !args.operands().isEmpty();
    String template = given ? args.operands().getFirst() : "tmp.XXXXXXXXXX";
    int end = template.lastIndexOf('X') + 1;
    String suffix = args.value("suffix").orElse(template.substring(end));
    if (args.has("suffix") && end != template.length()) {
      throw new Failure("with --suffix, template " + Quote.always(template) + " must end in X");
    }
    int start = end;
    while (start > 0 && template.charAt(start - 1) == 'X') {
      start--;
    }
    if (end - start < 3) {
      throw new Failure("too few X's in template " + Quote.always(template));
    }
    if (suffix.indexOf('/') >= 0) {
      throw new Failure(
          "invalid suffix " + Quote.always(suffix) + ", contains directory separator");
    }
    String prefix = directory(proc, args, given, template) + template.substring(0, start);
    return make(proc, args, prefix, end - start, suffix, template);
  }

  private static String directory(Proc proc, Args args, boolean given, String template)
      throws Failure {
    boolean old = args.has("t");
    if (given && !old && !args.has("tmpdir")) {
      return "";
    }
    if (template.startsWith("/") && args.has("tmpdir")) {
      throw new Failure(
          "invalid template, "
              + Quote.always(template)
              + "; with --tmpdir, it may not be absolute");
    }
    Optional<String> fromEnvironment = proc.env("TMPDIR").filter(d -> !d.isEmpty());
    Optional<String> fromOption = args.value("tmpdir").filter(d -> !d.isEmpty());
    String directory =
        (old ? fromEnvironment.or(() -> fromOption) : fromOption.or(() -> fromEnvironment))
            .orElse("/tmp");
    return Paths.join(directory, "");
  }

  private static ExitStatus make(
      Proc proc, Args args, String prefix, int count, String suffix, String template)
      throws ErrnoException {
    Random random = RandomBytes.random(proc, "/dev/urandom");
    ErrnoException last = Errno.EEXIST.on(template);
    for (int i = 0; i < ATTEMPTS; i++) {
      var name = new StringBuilder(prefix);
      for (int k = 0; k < count; k++) {
        name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      String path = name.append(suffix).toString();
      try {
        create(proc, args, path);
        proc.out().println(path);
        return ExitStatus.OK;
      } catch (ErrnoException e) {
        last = e;
        if (e.errno() != Errno.EEXIST) {
          break;
        }
      }
    }
    if (!args.has("quiet")) {
      String kind = args.has("directory") ? "directory" : "file";
      String shown = prefix + "X".repeat(count) + suffix;
      proc.complain("failed to create " + kind + " via template " + Quote.always(shown), last);
    }
    return ExitStatus.FAILURE;
  }

  private static void create(Proc proc, Args args, String path) throws ErrnoException {
    if (args.has("dry-run")) {
      try {
        proc.sys().lstat(path);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.ENOENT) {
          return;
        }
        throw e;
      }
      throw Errno.EEXIST.on(path);
    } else if (args.has("directory")) {
      proc.sys().mkdir(path, 0700);
    } else {
      int how = Open.RDWR | Open.CREAT | Open.EXCL | Open.CLOEXEC;
      proc.sys().close(proc.sys().open(path, how, 0600));
    }
  }
}
