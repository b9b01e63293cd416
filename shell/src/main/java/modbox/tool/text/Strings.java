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
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Prints the texts inside binary files. */
public final class Strings implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "strings",
          "[option(s)] [file(s)]",
          "Display printable strings in [file(s)] (stdin by default)",
          flag('a', "all", "scan the entire file, not just the data section"),
          flag('f', "print-file-name", "print the name of the file before each string"),
          value('n', "bytes", "number", "print any sequence of at least number characters"),
          value('t', "radix", "{o,d,x}", "print the location of the string in base 8, 10 or 16"),
          flag('o', "", "an alias for --radix=o"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    for (String word : argv) {
      words.add(word.matches("-[0-9]+") ? "-n" + word.substring(1) : word);
    }
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    String text = args.value("bytes").orElse("4");
    long least =
        Sizes.integer(text)
            .filter(n -> n > 0)
            .orElseThrow(() -> new Failure("invalid minimum string length " + text));
    String radix = args.has("o") ? "o" : args.value("radix").orElse("");
    return proc.eachInput(
        args.operands(),
        (name, in) -> scan(proc, in, least, radix, args.has("print-file-name") ? name + ": " : ""));
  }

  private static void scan(Proc proc, In in, long least, String radix, String prefix)
      throws ErrnoException {
    var run = new StringBuilder();
    long at = 0;
    for (int c = in.read(); ; c = in.read(), at++) {
      if (c == '\t' || (c >= ' ' && c < 127)) {
        run.append((char) c);
        continue;
      }
      if (run.length() >= least) {
        proc.out().print(prefix).print(place(at - run.length(), radix)).println(run.toString());
      }
      run.setLength(0);
      if (c < 0) {
        return;
      }
    }
  }

  private static String place(long offset, String radix) {
    return switch (radix) {
      case "o" -> String.format("%7o ", offset);
      case "d" -> String.format("%7d ", offset);
      case "x" -> String.format("%7x ", offset);
      default -> "";
    };
  }
}
