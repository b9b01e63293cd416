package modbox.tool.udev;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Takes devices away that umockdev-add has put in place. */
public final class UmockdevRemove implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "umockdev-remove",
          "DEVPATH... | --all",
          "take devices away that umockdev-add has put in place",
          ToolSpec.flag('\0', "all", "all of them, children first"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (!args.has("all") && args.operands().isEmpty()) {
      return proc.fail("no device given");
    }
    List<String> paths = args.has("all") ? proc.sys().pluggedRaw() : args.operands();
    for (String path : paths) {
      proc.sys().checkpoint();
      proc.sys().unplug(path.startsWith("/sys/") ? path.substring("/sys".length()) : path);
    }
    return ExitStatus.OK;
  }
}
