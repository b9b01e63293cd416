package modbox.tool.sys;

import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** true and false. */
public final class Constant implements Tool {
  private final ToolSpec spec;
  private final ExitStatus status;

  /**
   * The tool of this name.
   *
   * @param name {@code true} or {@code false}
   */
  public Constant(String name) {
    boolean good = name.equals("true");
    status = good ? ExitStatus.OK : ExitStatus.FAILURE;
    spec =
        ToolSpec.of(
                name,
                "[ignored command line arguments]",
                good
                    ? "Exit with a status code indicating success"
                    : "Exit with a status code indicating failure")
            .parsing(ToolSpec.Parsing.RAW);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) {
    return status;
  }
}
