package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.regex.Match;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;

/** Prints files with their last line first. */
public final class Tac implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "tac",
          "[OPTION]... [FILE]...",
          "Write each FILE to standard output, last line first",
          flag('b', "before", "attach the separator before instead of after"),
          flag('r', "regex", "interpret the separator as a regular expression"),
          value('s', "separator", "STRING", "use STRING as the separator instead of newline"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    String separator = args.value("separator").orElse("\n");
    if (separator.isEmpty() && args.has("regex")) {
      throw new Failure("separator cannot be empty");
    }
    String pattern =
        args.has("regex")
            ? separator
            : Regex.quote(separator.isEmpty() ? "\0" : separator, Regex.Syntax.BASIC);
    try {
      Regex regex =
          Regex.compile(pattern, Regex.Syntax.BASIC, false, false, proc.sys()::checkpoint);
      return proc.eachInput(
          args.operands(),
          Proc.Trouble.FAILED_TO_OPEN,
          (_, in) -> {
            byte[] all = In.readAll(proc.sys(), in.fd());
            reverse(proc, new String(all, StandardCharsets.ISO_8859_1), regex, args.has("before"));
          });
    } catch (RegexException e) {
      throw new Failure(e.text());
    }
  }

  private static void reverse(Proc proc, String text, Regex separator, boolean before)
      throws ErrnoException, Failure {
    var pieces = new ArrayList<String>();
    int start = 0;
    int from = 0;
    try {
      for (var m = separator.find(text, 0); m.isPresent(); m = separator.find(text, from)) {
        Match match = m.get();
        int cut = before ? match.start() : match.end();
        pieces.add(text.substring(start, cut));
        start = cut;
        from = Math.max(match.end(), match.start() + 1);
        if (from > text.length()) {
          break;
        }
      }
    } catch (RegexException e) {
      throw new Failure(e.text());
    }
    pieces.add(text.substring(start));
    for (String piece : pieces.reversed()) {
      proc.out().print(piece);
    }
  }
}
