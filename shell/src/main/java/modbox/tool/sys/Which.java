package modbox.tool.sys;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Where a command stands in PATH. */
public final class Which implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "which",
              "[-as] args",
              "Locate a command",
              ToolSpec.flag('a', "", "print all matching pathnames of each argument"),
              ToolSpec.flag('s', "", "print nothing, only set the exit status"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND)
          .usageStatus(2);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    boolean found = !args.operands().isEmpty();
    for (String name : args.operands()) {
      found &= find(proc, args, name);
    }
    return found ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  private static boolean find(Proc proc, Args args, String name) throws ErrnoException {
    List<String> directories =
        name.indexOf('/') >= 0
            ? List.of("")
            : List.of(proc.env("PATH").orElse("/usr/bin:/bin").split(":", -1));
    boolean found = false;
    for (String directory : directories) {
      String path =
          name.indexOf('/') >= 0 ? name : (directory.isEmpty() ? "." : directory) + "/" + name;
      if (!name.isEmpty() && isExecutable(proc, path)) {
        if (!args.has("s")) {
          proc.out().println(path);
        }
        found = true;
        if (!args.has("a")) {
          break;
        }
      }
    }
    return found;
  }

  private static boolean isExecutable(Proc proc, String path) {
    try {
      Stat stat = proc.sys().stat(path);
      proc.sys().access(path, Open.X_OK);
      return stat.isRegular();
    } catch (ErrnoException e) {
      return false;
    }
  }
}
