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

/** Turns spaces into tabs. */
public final class Unexpand implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "unexpand",
          "[OPTION]... [FILE]...",
          "Convert blanks in each FILE to tabs, writing to standard output",
          flag('a', "all", "convert all blanks, instead of just initial blanks"),
          flag((char) 0, "first-only", "convert only leading sequences of blanks (overrides -a)"),
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
    boolean all = (args.has("all") || args.has("tabs")) && !args.has("first-only");
    return proc.eachInput(
        args.operands(),
        (_, in) -> {
          for (var line = in.line(); line.isPresent(); line = in.line()) {
            proc.out().print(unexpand(line.get(), tabs, all));
            if (in.terminated()) {
              proc.out().write('\n');
            }
          }
        });
  }

  private static String unexpand(String line, Tabs tabs, boolean all) {
    var text = new StringBuilder();
    int column = 0;
    int i = 0;
    boolean leading = true;
    while (i < line.length()) {
      char c = line.charAt(i);
      if ((c == ' ' || c == '\t') && (leading || all)) {
        int end = i;
        int to = column;
        while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
          to = line.charAt(end) == '\t' ? tabs.next(to) : to + 1;
          end++;
        }
        blanks(text, line.substring(i, end), column, to, tabs);
        column = to;
        i = end;
      } else {
        text.append(c);
        column++;
        i++;
        leading = false;
      }
    }
    return text.toString();
  }

  /** Blanks from column to column; a single space before a stop stays a space. */
  private static void blanks(StringBuilder text, String given, int from, int to, Tabs tabs) {
    int column = from;
    if (given.equals(" ")) {
      text.append(' ');
      return;
    }
    while (tabs.reaches(column) && tabs.next(column) <= to) {
      text.append('\t');
      column = tabs.next(column);
    }
    text.repeat(' ', to - column);
  }
}
