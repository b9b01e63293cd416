package modbox.terminal;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import modbox.kernel.UserProgram;
import modbox.sh.exec.Leave;
import modbox.sh.job.Session;
import modbox.sh.job.Sh;
import modbox.user.LineEditor;
import modbox.user.Out;

/** The interactive shell at the host's terminal: the editor gives it lines, the shell runs them. */
public final class TerminalShell implements UserProgram {
  private static final int INTERRUPTED = 130;

  private final LineEditor editor;
  private final Assistance assistance;

  public TerminalShell(LineEditor editor, Assistance assistance) {
    this.editor = editor;
    this.assistance = assistance;
  }

  @Override
  public int main(Syscalls sys, List<String> argv, List<String> environment) throws ErrnoException {
    sys.chdir("/root");
    assistance.setShell(sys.getpid());
    Session session = new Sh("sh").session(sys, argv.getFirst(), environment);
    int status = 0;
    try {
      session.begin();
      profile(sys, session);
      while (true) {
        for (String notice : session.notices()) {
          new Out(sys, 2).println(notice).flush();
        }
        switch (editor.ask(sys, session.prompt(true), session.prompt(false))) {
          case LineEditor.Answer.Text(var text) -> status = session.execute(text + "\n");
          case LineEditor.Answer.Interrupted() -> status = INTERRUPTED;
          case LineEditor.Answer.End() -> {
            new Out(sys, 2).println("exit").flush();
            return session.end(status);
          }
        }
      }
    } catch (Leave leave) {
      return session.end(leave.status());
    }
  }

  /** What a login shell reads. */
  private static void profile(Syscalls sys, Session session) throws ErrnoException {
    for (String file : List.of("/etc/profile", "/root/.shrc")) {
      boolean there = true;
      try {
        sys.access(file, Open.R_OK);
      } catch (ErrnoException _) {
        there = false; // a start-up file that is not there is not read
      }
      if (there) {
        session.start(file);
      }
    }
  }
}
