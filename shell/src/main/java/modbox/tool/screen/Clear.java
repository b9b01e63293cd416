package modbox.tool.screen;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Termios;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** clear and reset. */
public final class Clear implements Tool {
  private final ToolSpec spec;

  public Clear(String name) {
    boolean reset = name.equals("reset");
    spec =
        ToolSpec.of(
            name,
            "[OPTION]...",
            reset ? "Reset the terminal" : "Clear the terminal screen",
            ToolSpec.value('T', "", "TERM", "type of terminal"),
            ToolSpec.flag('x', "", "do not clear the scrollback"));
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (spec.name().equals("reset")) {
      for (int fd : List.of(2, 1, 0)) {
        if (proc.sys().isatty(fd)) {
          proc.sys().tcsetattr(fd, Termios.sane());
          break;
        }
      }
      proc.out().print("\033c\033[!p\033[?3;4l\033[4l\033>");
      return ExitStatus.OK;
    }
    if (args.value("T").or(() -> proc.env("TERM")).isEmpty()) {
      proc.err("TERM environment variable not set.\n");
      return ExitStatus.FAILURE;
    }
    proc.out().print("\033[H\033[2J" + (args.has("x") ? "" : "\033[3J"));
    return ExitStatus.OK;
  }
}
