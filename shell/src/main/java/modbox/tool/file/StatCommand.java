package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Escapes;

/** Shows what is known of a file or a file system: stat. */
public final class StatCommand implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "stat",
          "[OPTION]... FILE...",
          "Display file or file system status",
          flag('L', "dereference", "follow links"),
          flag('f', "file-system", "display file system status instead of file status"),
          optional((char) 0, "cached", "MODE", "specify how to use cached attributes"),
          value('c', "format", "FORMAT", "use the specified FORMAT, a newline after each use"),
          value((char) 0, "printf", "FORMAT", "like --format, but interpret backslash escapes"),
          flag('t', "terse", "print the information in terse form"));

  private static final String FILE = "  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n";
  private static final String TIMES = "Access: %x\nModify: %y\nChange: %z\n Birth: %w\n";
  private static final String MODE = "Access: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\n";
  private static final String PLACE = "Device: %Hd,%Ld\tInode: %-11i Links: %-5h";
  private static final String TERSE = "%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o\n";
  private static final String SYSTEM =
      """
        File: "%n"
          ID: %-8i Namelen: %-7l Type: %T
      Block size: %-10s Fundamental block size: %S
      Blocks: Total: %-10b Free: %-10f Available: %a
      Inodes: Total: %-10c Free: %d
      """;
  private static final String TERSE_SYSTEM = "%n %i %l %t %s %S %b %f %a %c %d\n";

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("missing operand");
    }
    var format = new StatFormat(proc);
    ExitStatus status = ExitStatus.OK;
    for (String path : args.operands()) {
      try {
        proc.out().print(text(proc, args, format, path));
      } catch (ErrnoException e) {
        proc.complain(
            (args.has("file-system") ? "cannot read file system information for " : "cannot statx ")
                + Quote.always(path),
            e);
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }

  private static String text(Proc proc, Args args, StatFormat format, String path)
      throws ErrnoException {
    Optional<String> given =
        args.value("printf")
            .map(text -> Escapes.expand(text, Escapes.Octal.BARE).text())
            .or(() -> args.value("format").map(text -> text + "\n"));
    if (args.has("file-system")) {
      String usual = args.has("terse") ? TERSE_SYSTEM : SYSTEM;
      return format.fileSystem(given.orElse(usual), path, proc.sys().statfs(path));
    }
    Stat stat = args.has("dereference") ? proc.sys().stat(path) : proc.sys().lstat(path);
    if (given.isPresent()) {
      return format.file(given.get(), path, stat);
    } else if (args.has("terse")) {
      return format.file(TERSE, path, stat);
    }
    boolean device = stat.type() == Mode.CHR || stat.type() == Mode.BLK;
    String place = PLACE + (device ? " Device type: %Hr,%Lr\n" : "\n");
    return format.file(FILE + place + MODE + TIMES, path, stat);
  }
}
