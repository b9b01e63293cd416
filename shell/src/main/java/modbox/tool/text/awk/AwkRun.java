package modbox.tool.text.awk;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Out;
import modbox.user.Proc;

/** The door to this package: reads a program and runs it. */
public final class AwkRun {
  private AwkRun() {}

  /**
   * Runs a program.
   *
   * @param assignments {@code name=value} of -v and -F, in order
   * @param operands what is left of the command line: files and assignments
   */
  public static ExitStatus run(
      Proc proc, String program, List<String> assignments, List<String> operands)
      throws ErrnoException, Failure {
    var patterns = new Patterns(proc.sys()::checkpoint);
    Run run;
    try {
      run = new Run(proc, Parser.parse(program, patterns), patterns, proc.argv0(), operands);
    } catch (SyntaxException e) {
      throw new Failure(2, e.complaint());
    }
    try {
      for (String assignment : assignments) {
        run.assign(assignment);
      }
      return new ExitStatus(run.go());
    } catch (Failure e) {
      // unlike other tools' messages this one comes before what is still buffered
      new Out(proc.sys(), 2).print(proc.name() + ": " + e.complaint() + "\n").flush();
      return e.status();
    }
  }

  /** Whether a text is {@code name=value}. */
  public static boolean isAssignment(String text) {
    return Input.isAssignment(text);
  }
}
