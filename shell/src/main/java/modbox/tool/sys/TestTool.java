package modbox.tool.sys;

import java.util.List;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.condition.TestExpression;

/** test and [ as programs of their own; the shell has them built in. */
public final class TestTool implements Tool {
  private static final int USAGE = 2;

  private final ToolSpec spec;

  /**
   * The tool of this name.
   *
   * @param name {@code test} or {@code [}
   */
  public TestTool(String name) {
    spec =
        ToolSpec.of(
                name,
                name.equals("[") ? "EXPRESSION ]" : "EXPRESSION",
                "Exit with the status determined by EXPRESSION")
            .parsing(ToolSpec.Parsing.LITERAL);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws Failure {
    List<String> words = args.raw();
    if (spec.name().equals("[")) {
      if (words.isEmpty() || !words.getLast().equals("]")) {
        throw new Failure(USAGE, "missing ']'");
      }
      words = words.subList(0, words.size() - 1);
    }
    return TestExpression.holds(proc.sys(), words) ? ExitStatus.OK : ExitStatus.FAILURE;
  }
}
