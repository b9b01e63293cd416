package modbox.tool.archive;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** tar, with gzip's compression. */
public final class Tar implements Tool {
  static final int TROUBLE = 2;

  private static final ToolSpec SPEC =
      ToolSpec.of(
              "tar",
              "[OPTION...] [FILE]...",
              "Save many files together into a single archive, and restore them",
              flag('c', "create", "create a new archive"),
              flag('x', "extract", "extract files from an archive"),
              flag('t', "list", "list the contents of an archive"),
              flag('r', "append", "append files to the end of an archive"),
              value('f', "file", "ARCHIVE", "use archive file ARCHIVE"),
              value('C', "directory", "DIR", "change to directory DIR"),
              flag('z', "gzip", "filter the archive through gzip"),
              flag('a', "auto-compress", "use archive suffix to determine the compression"),
              flag('v', "verbose", "verbosely list files processed"),
              flag('k', "keep-old-files", "don't replace existing files when extracting"),
              flag('O', "to-stdout", "extract files to standard output"),
              flag('p', "preserve-permissions", "extract information about file permissions"),
              flag('m', "touch", "don't extract file modified time"),
              flag('h', "dereference", "follow symlinks"),
              flag('P', "absolute-names", "don't strip leading '/'s from file names"),
              value('T', "files-from", "FILE", "get names to extract or create from FILE"),
              value((char) 0, "exclude", "PATTERN", "exclude files, given as a PATTERN"),
              value((char) 0, "strip-components", "NUMBER", "strip NUMBER leading components"),
              flag((char) 0, "no-same-owner", "extract files as yourself"),
              flag((char) 0, "numeric-owner", "always use numbers for user/group names"),
              value((char) 0, "owner", "NAME", "force NAME as owner for added files"),
              value((char) 0, "group", "NAME", "force NAME as group for added files"),
              value((char) 0, "mtime", "DATE", "set mtime for added files"),
              value((char) 0, "sort", "ORDER", "directory sorting order: none or name"))
          .usageStatus(TROUBLE);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public String hint(Proc proc) {
    return "Try '"
        + proc.name()
        + " --help' or '"
        + proc.name()
        + " --usage' for more information.\n";
  }

  /** {@code tar xzf FILE}: letters without a dash, their arguments in order behind them. */
  @Override
  public List<String> normalize(List<String> argv) {
    if (argv.isEmpty() || argv.getFirst().startsWith("-")) {
      return argv;
    }
    var words = new ArrayList<String>();
    int next = 1;
    for (char letter : argv.getFirst().toCharArray()) {
      words.add("-" + letter);
      boolean takes = SPEC.option(letter).map(ToolSpec.Option::takesArgument).orElse(false);
      if (takes && next < argv.size()) {
        words.add(argv.get(next++));
      }
    }
    words.addAll(argv.subList(Math.min(next, argv.size()), argv.size()));
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    Optional<String> mode = args.lastOf("create", "extract", "list", "append");
    if (mode.isEmpty()) {
      throw new Args.UsageException(
          "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options");
    }
    if (List.of("create", "extract", "list", "append").stream().filter(args::has).count() > 1) {
      throw new Args.UsageException(
          "You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option");
    }
    var names = new ArrayList<>(args.operands());
    for (String list : args.values("files-from")) {
      String text =
          list.equals("-")
              ? new String(
                  modbox.user.In.readAll(proc.sys(), 0),
                  java.nio.charset.StandardCharsets.ISO_8859_1)
              : proc.readText(list);
      text.lines().filter(l -> !l.isEmpty()).forEach(names::add);
    }
    boolean writes = mode.get().equals("create") || mode.get().equals("append");
    if (writes && names.isEmpty() && !args.has("files-from")) {
      throw new Args.UsageException("Cowardly refusing to create an empty archive");
    }
    return writes
        ? new TarWriter(proc, args).create(names, mode.get().equals("append"))
        : new TarReader(proc, args, mode.get().equals("extract")).run(names);
  }
}
