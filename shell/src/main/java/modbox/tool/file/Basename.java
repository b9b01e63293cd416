package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Paths;

/** Prints the last part of names. */
public final class Basename implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "basename",
              "NAME [SUFFIX]",
              "Print NAME with any leading directory components removed",
              flag('a', "multiple", "support multiple arguments and treat each as a NAME"),
              value('s', "suffix", "SUFFIX", "remove a trailing SUFFIX; implies -a"),
              flag('z', "zero", "end each output line with NUL, not newline"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    List<String> words = args.operands();
    boolean many = args.has("multiple") || args.has("suffix");
    if (words.isEmpty()) {
      throw new Args.UsageException("missing operand");
    } else if (!many && words.size() > 2) {
      throw new Args.UsageException("extra operand " + Quote.always(words.get(2)));
    }
    String suffix = many ? args.value("suffix").orElse("") : words.size() > 1 ? words.get(1) : "";
    for (String word : many ? words : words.subList(0, 1)) {
      String name = Paths.baseName(word);
      if (name.endsWith(suffix) && name.length() > suffix.length()) {
        name = name.substring(0, name.length() - suffix.length());
      }
      proc.out().print(name).write(args.has("zero") ? 0 : '\n');
    }
    return ExitStatus.OK;
  }
}
