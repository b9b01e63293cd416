package modbox.tool.sys;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Entries of the databases below /etc, by name or number. */
public final class Getent implements Tool {
  private static final int NOT_FOUND = 2;
  private static final List<String> COLONS = List.of("passwd", "group", "shadow", "gshadow");
  private static final List<String> BLANKS =
      List.of("hosts", "networks", "protocols", "services", "rpc", "ethers", "aliases");

  private static final ToolSpec SPEC =
      ToolSpec.of(
          "getent",
          "[OPTION...] database [key ...]",
          "Get entries from administrative database",
          ToolSpec.value('s', "service", "CONFIG", "service configuration to be used"),
          ToolSpec.flag('i', "no-idn", "disable IDN encoding"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public String hint(Proc proc) {
    return "Try `"
        + proc.name()
        + " --help' or `"
        + proc.name()
        + " --usage' for more information.\n";
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("wrong number of arguments");
    }
    String database = args.operands().getFirst();
    boolean colons = COLONS.contains(database);
    if (!colons && !BLANKS.contains(database)) {
      proc.err("Unknown database: " + database + "\n");
      throw new Args.UsageException("");
    }
    List<String> lines;
    try {
      lines = proc.readText("/etc/" + database).lines().toList();
    } catch (ErrnoException e) {
      lines = List.of();
    }
    List<String> keys = args.operands().subList(1, args.operands().size());
    int status = 0;
    if (keys.isEmpty()) {
      for (String line : lines) {
        print(proc, line, colons);
      }
    }
    for (String key : keys) {
      status = find(proc, lines, key, colons) ? status : NOT_FOUND;
    }
    return new ExitStatus(status);
  }

  private static boolean find(Proc proc, List<String> lines, String key, boolean colons)
      throws ErrnoException {
    for (String line : lines) {
      List<String> fields = List.of(line.trim().split(colons ? ":" : "\\s+"));
      boolean byNumber = colons && fields.size() > 2 && fields.get(2).equals(key);
      boolean byName = colons ? fields.getFirst().equals(key) : fields.contains(key);
      if (!line.startsWith("#") && (byName || byNumber)) {
        print(proc, line, colons);
        return true;
      }
    }
    return false;
  }

  /** Databases of words are shown in columns. */
  private static void print(Proc proc, String line, boolean colons) throws ErrnoException {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    String[] words = line.trim().split("\\s+", 2);
    proc.out()
        .println(
            colons || words.length < 2
                ? line
                : words[0] + " ".repeat(Math.max(1, 16 - words[0].length())) + words[1]);
  }
}
