package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Turns tabs into spaces. */
public final class Expand implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "expand",
          "[OPTION]... [FILE]...",
          "Convert tabs in each FILE to spaces, writing to standard output",
          flag('i', "initial", "do not convert tabs after non blanks"),
          value(
              't', "tabs", "LIST", "have tabs N characters apart, or at the positions of a list"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    return Tabs.normalize(argv);
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    Tabs tabs = Tabs.parse(args.values("tabs"));
    boolean initial = args.has("initial");
    return proc.eachInput(
        args.operands(),
        (_, in) -> {
          for (var line = in.line(); line.isPresent(); line = in.line()) {
            proc.out().print(expand(line.get(), tabs, initial));
            if (in.terminated()) {
              proc.out().write('\n');
            }
          }
        });
  }

  private static String expand(String line, Tabs tabs, boolean initial) {
    if (line.indexOf('\t') < 0) {
      return line;
    }
    var text = new StringBuilder();
    int column = 0;
    boolean convert = true;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t' && convert) {
        int next = tabs.next(column);
        text.repeat(' ', next - column);
        column = next;
      } else {
        text.append(c);
        column = c == '\b' ? Math.max(0, column - 1) : column + 1;
        convert &= !initial || c == ' ' || c == '\t';
      }
    }
    return text.toString();
  }
}
