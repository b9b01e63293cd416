package modbox.tool.file;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.tool.file.find.Walk;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Searches trees of files. */
public final class Find implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "find",
              "[-H] [-L] [-P] [path...] [expression]",
              "Search for files in a directory hierarchy. Tests: -name -path -regex -type -size"
                  + " -perm -user -group -newer -mtime -empty … Actions: -print -print0 -printf -ls"
                  + " -exec -ok -delete -prune -quit. Operators: ( ) ! -a -o")
          .parsing(ToolSpec.Parsing.RAW);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    List<String> words = args.raw();
    Walk.Follow follow = Walk.Follow.NEVER;
    int i = 0;
    for (; i < words.size() && words.get(i).matches("-[HLP]|-O[0-9]"); i++) {
      follow =
          switch (words.get(i)) {
            case "-H" -> Walk.Follow.NAMED;
            case "-L" -> Walk.Follow.ALWAYS;
            case "-P" -> Walk.Follow.NEVER;
            default -> follow;
          };
    }
    if (i < words.size() && words.get(i).equals("--")) {
      i++;
    }
    var starts = new ArrayList<String>();
    for (; i < words.size() && !isExpression(words.get(i)); i++) {
      starts.add(words.get(i));
    }
    List<String> expression = words.subList(i, words.size());
    if (expression.contains("-follow")) {
      follow = Walk.Follow.ALWAYS;
      expression = expression.stream().map(w -> w.equals("-follow") ? "-true" : w).toList();
    }
    boolean good = Walk.run(proc, follow, starts.isEmpty() ? List.of(".") : starts, expression);
    return good ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  private static boolean isExpression(String word) {
    return (word.startsWith("-") && word.length() > 1)
        || word.equals("(")
        || word.equals(")")
        || word.equals("!")
        || word.equals(",");
  }
}
