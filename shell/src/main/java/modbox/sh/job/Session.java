package modbox.sh.job;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Jobs;
import modbox.sh.exec.Leave;
import modbox.sh.exec.Lines;
import modbox.sh.exec.Memories;
import modbox.sh.exec.Option;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Outcome;
import modbox.sh.syntax.Parser;
import org.jspecify.annotations.Nullable;

/**
 * An interactive shell: a terminal feeds it lines and asks it for prompts. Everything happens in
 * the task that made it.
 */
public final class Session {
  private final Interpreter sh;
  private final Memories memories;
  private boolean begun;

  Session(Interpreter sh) {
    this.sh = sh;
    this.memories = new Memories(sh);
  }

  /** The interpreter, for completion and the like. */
  public Interpreter interpreter() {
    return sh;
  }

  /** Turns the shell interactive: options, signals, job control, start-up files. */
  public void begin() throws ErrnoException {
    if (begun) {
      return;
    }
    begun = true;
    sh.shell().set(Option.INTERACTIVE, true);
    sh.shell().set(Option.MONITOR, true);
    if (sh.shell().variables().get("PS1") == null) {
      define("PS1", sh.sys().credentials().euid() == 0 ? "# " : "$ ");
    }
    if (sh.shell().variables().get("PS2") == null) {
      define("PS2", "> ");
    }
    memories.follow();
    sh.children().groups().begin();
    sh.signals().begin();
    String file = sh.shell().variables().get("ENV");
    if (file != null) {
      start("\"$ENV\"");
    }
  }

  private void define(String name, String value) {
    try {
      sh.shell().variables().set(name, value);
    } catch (ShellException e) {
      sh.complain(e.message());
    }
  }

  /** What is to be made of a text: run it, ask for more, or refuse it. */
  public Outcome check(String text) {
    return Parser.check(text, sh.shell());
  }

  /**
   * Runs a text.
   *
   * @throws Leave when the shell is to end
   */
  public int execute(String text) throws ErrnoException {
    memories.publish();
    long before = sh.sys().enterEvent("line", text.strip());
    try {
      return run(text);
    } finally {
      sh.sys().leaveEvent(before);
      // The line may have taken the machine back to an earlier moment.
      memories.follow();
    }
  }

  /** Reads a start-up file, which is no line that anybody typed. */
  public void start(String file) throws ErrnoException {
    run(". " + file + "\n");
  }

  private int run(String text) throws ErrnoException {
    try {
      int status = sh.runText(text, 1);
      sh.skip(Interpreter.Skip.NONE, 0);
      return status;
    } catch (ShellException e) {
      sh.complain(e.message());
      sh.shell().setStatus(e.status());
      return e.status();
    } finally {
      sh.signals().interrupted();
    }
  }

  /** The end of the session: the EXIT trap runs. */
  public int end(int status) throws ErrnoException {
    int last = sh.signals().leave(status);
    sh.out().flush();
    return last;
  }

  /** The prompt, with its escapes and expansions; notices about jobs come first, as lines. */
  public String prompt(boolean first) {
    String prompt = sh.shell().variables().get(first ? "PS1" : "PS2");
    return prompt == null ? "" : new PromptText(sh).expand(prompt);
  }

  /** Lines about jobs that have changed since the user was last told. */
  public List<String> notices() {
    sh.children().poll();
    Jobs jobs = sh.shell().jobs();
    var lines = new ArrayList<String>();
    for (Jobs.Job job : jobs.all()) {
      if (!job.told() && job.state() != Jobs.State.RUNNING) {
        lines.add(JobText.line(jobs, job, false));
        job.tell();
        if (job.state() == Jobs.State.DONE) {
          jobs.remove(job);
        }
      }
    }
    return lines;
  }

  /** A plain interactive shell on descriptors 0 and 2: prompts, lines, no editing. */
  int run() throws ErrnoException {
    begin();
    try {
      while (true) {
        for (String notice : notices()) {
          sh.err(notice + "\n");
        }
        String text = read();
        if (text == null) {
          return sh.shell().status();
        }
        execute(text);
      }
    } catch (Leave e) {
      return e.status();
    }
  }

  /** Lines up to a whole command; null at the end of the input. */
  private @Nullable String read() {
    var text = new StringBuilder();
    while (true) {
      sh.err(prompt(text.isEmpty()));
      String line;
      try {
        line = Lines.read(sh.sys(), 0);
      } catch (ErrnoException e) {
        sh.err("\n");
        sh.sys().takeSignal();
        text.setLength(0);
        continue;
      }
      if (line == null) {
        return text.isEmpty() ? null : text.toString();
      }
      text.append(line).append('\n');
      if (!(check(text.toString()) instanceof Outcome.Unfinished)) {
        return text.toString();
      }
    }
  }
}
