package modbox.tool.udev;

import modbox.abi.ErrnoException;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** What {@code udevadm VERB --help} prints. */
final class VerbHelp {
  private VerbHelp() {}

  static ExitStatus print(Proc proc, ToolSpec spec) throws ErrnoException {
    proc.out().print("udevadm " + spec.name() + " " + spec.synopsis() + "\n\n");
    proc.out().print(spec.summary() + ".\n\n");
    int width = 0;
    for (ToolSpec.Option option : spec.options()) {
      width = Math.max(width, form(option).length());
    }
    for (ToolSpec.Option option : spec.options()) {
      String form = form(option);
      proc.out().print("  " + form + " ".repeat(width - form.length() + 1) + option.text() + "\n");
    }
    return ExitStatus.OK;
  }

  private static String form(ToolSpec.Option option) {
    String argument =
        !option.takesArgument()
            ? ""
            : option.optional() ? "[=" + option.argument() + "]" : "=" + option.argument();
    return (option.letter() == 0 ? "   " : "-" + option.letter() + " ")
        + "--"
        + option.word()
        + argument;
  }
}
