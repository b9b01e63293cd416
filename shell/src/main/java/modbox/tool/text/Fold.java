package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Breaks long lines. */
public final class Fold implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "fold",
          "[OPTION]... [FILE]...",
          "Wrap input lines in each FILE, writing to standard output",
          flag('b', "bytes", "count bytes rather than columns"),
          flag('s', "spaces", "break at spaces"),
          value('w', "width", "WIDTH", "use WIDTH columns instead of 80"));

  private static final int TAB = 8;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    for (String word : argv) {
      words.add(word.matches("-[0-9]+") ? "-w" + word.substring(1) : word);
    }
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    String text = args.value("width").orElse("80");
    long width =
        Sizes.integer(text)
            .filter(n -> n > 0)
            .orElseThrow(() -> new Failure("invalid number of columns: " + Quote.always(text)));
    return proc.eachInput(
        args.operands(),
        (_, in) -> fold(in, proc.out(), width, args.has("bytes"), args.has("spaces")));
  }

  private static void fold(In in, Out out, long width, boolean bytes, boolean spaces)
      throws ErrnoException {
    for (var line = in.line(); line.isPresent(); line = in.line()) {
      String rest = line.get();
      int cut = cut(rest, width, bytes, spaces);
      while (cut < rest.length()) {
        out.println(rest.substring(0, cut));
        rest = rest.substring(cut);
        cut = cut(rest, width, bytes, spaces);
      }
      out.print(rest);
      if (in.terminated()) {
        out.write('\n');
      }
    }
  }

  /** How many characters fit on the first line. */
  private static int cut(String text, long width, boolean bytes, boolean spaces) {
    long column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (bytes) {
        column++;
      } else if (c == '\b') {
        column = Math.max(0, column - 1);
      } else if (c == '\r') {
        column = 0;
      } else if (c == '\t') {
        column += TAB - column % TAB;
      } else {
        column++;
      }
      if (column > width && i > 0) {
        if (spaces) {
          for (int k = i - 1; k >= 0; k--) {
            if (text.charAt(k) == ' ' || text.charAt(k) == '\t') {
              return k + 1;
            }
          }
        }
        return i;
      }
    }
    return text.length();
  }
}
