package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.tool.text.diff.DiffOptions;
import modbox.tool.text.diff.Folding;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Compares files line by line. */
public final class Diff implements Tool {
  private static final int TROUBLE = 2;
  private static final int CONTEXT = 3;
  private static final int WIDTH = 130;

  private static final ToolSpec SPEC =
      ToolSpec.of(
              "diff",
              "[OPTION]... FILES",
              "Compare FILES line by line",
              flag((char) 0, "normal", "output a normal diff (the default)"),
              flag('q', "brief", "report only when files differ"),
              flag('s', "report-identical-files", "report when two files are the same"),
              flag('c', "", "output copied context"),
              optional('C', "context", "NUM", "output NUM (default 3) lines of copied context"),
              flag('u', "", "output unified context"),
              optional('U', "unified", "NUM", "output NUM (default 3) lines of unified context"),
              flag('e', "ed", "output an ed script"),
              flag('y', "side-by-side", "output in two columns"),
              value('W', "width", "NUM", "output at most NUM (default 130) print columns"),
              flag((char) 0, "left-column", "output only the left column of common lines"),
              flag((char) 0, "suppress-common-lines", "do not output common lines"),
              flag('t', "expand-tabs", "expand tabs to spaces in output"),
              flag('T', "initial-tab", "make tabs line up by prepending a tab"),
              value((char) 0, "label", "LABEL", "use LABEL instead of file name and timestamp"),
              flag('r', "recursive", "recursively compare any subdirectories found"),
              flag('N', "new-file", "treat absent files as empty"),
              flag((char) 0, "unidirectional-new-file", "treat absent first files as empty"),
              value('x', "exclude", "PAT", "exclude files that match PAT"),
              value('S', "starting-file", "FILE", "start with FILE when comparing directories"),
              flag('i', "ignore-case", "ignore case differences in file contents"),
              flag('E', "ignore-tab-expansion", "ignore changes due to tab expansion"),
              flag('Z', "ignore-trailing-space", "ignore white space at line end"),
              flag('b', "ignore-space-change", "ignore changes in the amount of white space"),
              flag('w', "ignore-all-space", "ignore all white space"),
              flag('B', "ignore-blank-lines", "ignore changes where lines are all blank"),
              flag('a', "text", "treat all files as text"),
              flag((char) 0, "strip-trailing-cr", "strip trailing carriage return on input"),
              flag('d', "minimal", "try hard to find a smaller set of changes"),
              flag('p', "show-c-function", "show which C function each change is in"))
          .usageStatus(TROUBLE);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public String hint(Proc proc) {
    return proc.name() + ": Try '" + proc.argv0() + " --help' for more information.\n";
  }

  /** {@code -5} gives the lines of context of whichever format is asked for. */
  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    boolean unified = argv.stream().anyMatch(w -> w.startsWith("-u") || w.startsWith("--uni"));
    for (String word : argv) {
      boolean number = word.length() > 1 && word.startsWith("-");
      for (int i = 1; i < word.length(); i++) {
        number &= word.charAt(i) >= '0' && word.charAt(i) <= '9';
      }
      words.add(number ? (unified ? "-U" : "-C") + word.substring(1) : word);
    }
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> operands = args.operands();
    if (operands.size() < 2) {
      String last = args.raw().isEmpty() ? proc.argv0() : args.raw().getLast();
      throw new Args.UsageException("missing operand after " + Quote.always(last));
    } else if (operands.size() > 2) {
      throw new Args.UsageException("extra operand " + Quote.always(operands.get(2)));
    }
    var folding =
        new Folding(
            args.has("ignore-case"),
            args.has("ignore-all-space"),
            args.has("ignore-space-change"),
            args.has("ignore-trailing-space"),
            args.has("ignore-tab-expansion"),
            args.has("strip-trailing-cr"));
    var run = new DiffRun(proc, args, options(args), folding);
    return new ExitStatus(run.operands(operands.get(0), operands.get(1)));
  }

  private static DiffOptions options(Args args) throws Failure {
    DiffOptions.Style style = DiffOptions.Style.NORMAL;
    int context = CONTEXT;
    for (Args.Given given : args.given()) {
      switch (given.key()) {
        case "normal" -> style = DiffOptions.Style.NORMAL;
        case "c", "context" -> style = DiffOptions.Style.CONTEXT;
        case "u", "unified" -> style = DiffOptions.Style.UNIFIED;
        case "ed" -> style = DiffOptions.Style.ED;
        case "side-by-side" -> style = DiffOptions.Style.SIDE_BY_SIDE;
        default -> {
          continue;
        }
      }
      if (given.value().isPresent()) {
        context = number(given.value(), "invalid context length", 0);
      }
    }
    int width = number(args.value("width"), "invalid width", WIDTH);
    return new DiffOptions(
        style,
        context,
        width,
        args.values("label"),
        args.has("expand-tabs"),
        args.has("initial-tab"),
        args.has("left-column"),
        args.has("suppress-common-lines"));
  }

  private static int number(Optional<String> text, String complaint, int usual) throws Failure {
    if (text.isEmpty()) {
      return usual;
    }
    return Sizes.integer(text.get())
        .filter(n -> n >= 0)
        .map(n -> (int) Math.min(n, 1_000_000))
        .orElseThrow(() -> new Failure(TROUBLE, complaint + " " + Quote.always(text.get())));
  }
}
