package modbox.terminal;

import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import modbox.kernel.UserProgram;
import modbox.sh.exec.Leave;
import modbox.sh.job.Session;
import modbox.sh.job.Sh;
import modbox.user.In;
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
    Session session = new Sh("sh").session(sys, argv.getFirst(), environment);
    assistance.setShell(sys.getpid(), session.interpreter());
    session.interpreter().setAdvice(new Suggestions());
    int status = 0;
    try {
      session.begin();
      greet(sys);
      profile(sys, session);
      while (true) {
        for (String notice : session.notices()) {
          new Out(sys, 2).println(notice).flush();
        }
        switch (editor.ask(sys, session.prompt(true), session.prompt(false))) {
          case LineEditor.Answer.Text(var text) -> {
            status = session.execute(text + "\n");
            if (status == 1) {
              advise(sys, text);
            }
          }
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

  /** Help after a line failed; what the tool said stands above it. */
  private static void advise(Syscalls sys, String line) throws ErrnoException {
    for (String text : Suggestions.onModule(sys, line)) {
      new Out(sys, 2).println(text).flush();
    }
  }

  /** The message of the day, as login shows it. */
  private static void greet(Syscalls sys) throws ErrnoException {
    try {
      int fd = sys.open("/etc/motd", Open.RDONLY);
      byte[] text = In.readAll(sys, fd);
      sys.close(fd);
      new Out(sys, 1).write(text).flush();
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
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
