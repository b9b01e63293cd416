package modbox.tool.screen;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.WindowSize;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** Runs a command again and again and shows what it prints. */
public final class Watch implements Tool {
  private static final long SECOND = 1_000_000_000L;
  private static final int NOT_RUN = 127;

  private static final ToolSpec SPEC =
      ToolSpec.of(
              "watch",
              "[options] command",
              "Execute a program periodically, showing output fullscreen",
              flag('b', "beep", "beep if command has a non-zero exit"),
              flag('e', "errexit", "exit if command has a non-zero exit"),
              flag('g', "chgexit", "exit when output from command changes"),
              value('n', "interval", "secs", "seconds to wait between updates"),
              flag('t', "no-title", "turn off header"),
              flag('x', "exec", "pass command to exec instead of \"sh -c\""),
              flag('d', "differences", "highlight changes between updates"),
              flag('c', "color", "interpret ANSI color and style sequences"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public String hint(Proc proc) {
    return "\nUsage:\n watch [options] command\n\nFor more details see watch(1).\n";
  }

  private record Output(String text, int status) {}

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    if (args.operands().isEmpty()) {
      throw new Args.UsageException("");
    }
    String text = args.value("interval").orElse("2");
    long interval;
    try {
      interval = (long) (Math.max(0.1, Double.parseDouble(text.replace(',', '.'))) * SECOND);
    } catch (NumberFormatException e) {
      throw new Failure("failed to parse argument: '" + text + "'");
    }
    if (!proc.sys().isatty(1)) {
      throw new Failure("standard output is not a terminal");
    }
    Screen screen = Screen.open(proc);
    try {
      return loop(proc, args, screen, interval, text);
    } finally {
      screen.close();
    }
  }

  private static ExitStatus loop(Proc proc, Args args, Screen screen, long interval, String seconds)
      throws ErrnoException {
    String before = "";
    for (boolean first = true; ; first = false) {
      Output output = output(proc, args);
      if (screen.interrupted()) {
        return ExitStatus.OK;
      }
      draw(proc, args, screen, output.text(), before, first, seconds);
      if (args.has("beep") && output.status() != 0) {
        screen.write("\007");
      }
      if (args.has("errexit") && output.status() != 0) {
        screen.key(-1);
        return new ExitStatus(8);
      }
      if (args.has("chgexit") && !first && !output.text().equals(before)) {
        return ExitStatus.OK;
      }
      before = output.text();
      int key = screen.key(interval);
      if (key == Screen.QUIT) {
        return ExitStatus.OK;
      }
    }
  }

  private static Output output(Proc proc, Args args) throws ErrnoException {
    var sys = proc.sys();
    List<String> command =
        args.has("exec") ? args.operands() : List.of("sh", "-c", String.join(" ", args.operands()));
    int[] pipe = sys.pipe(Open.CLOEXEC);
    int child =
        sys.fork(
            () -> {
              sys.dup2(pipe[1], 1, false);
              sys.dup2(pipe[1], 2, false);
              modbox.user.Exec.replace(proc, command, proc.environment());
              return NOT_RUN;
            });
    sys.close(pipe[1]);
    String text = "";
    int status = 0;
    try {
      text = Screen.text(In.readAll(sys, pipe[0]));
      status = sys.wait4(child, 0).map(w -> w.status()).orElse(0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EINTR) {
        throw e;
      }
    }
    sys.close(pipe[0]);
    return new Output(text, status);
  }

  private static void draw(
      Proc proc,
      Args args,
      Screen screen,
      String text,
      String before,
      boolean first,
      String seconds)
      throws ErrnoException {
    WindowSize size = screen.size();
    var picture = new StringBuilder("\033[H");
    int rows = size.rows();
    if (!args.has("no-title")) {
      String left = "Every " + interval(seconds) + "s: " + String.join(" ", args.operands());
      String right =
          proc.sys().uname().nodename()
              + ": "
              + Strftime.format("%a %b %e %H:%M:%S %Y", proc.sys().clock(0), Zone.of(proc));
      int room = Math.max(0, size.columns() - right.length() - 1);
      String title = left.length() > room ? left.substring(0, room) : left;
      picture
          .append(title)
          .append(" ".repeat(Math.max(1, size.columns() - title.length() - right.length())));
      picture.append(right).append("\033[K\r\n\033[K\r\n");
      rows -= 2;
    }
    String[] lines = text.split("\n", -1);
    String[] old = before.split("\n", -1);
    for (int i = 0; i < rows; i++) {
      String line = i < lines.length ? Screen.fit(lines[i], size.columns()) : "";
      boolean changed =
          args.has("differences")
              && !first
              && i < lines.length
              && !(i < old.length && old[i].equals(lines[i]));
      picture.append(changed ? "\033[7m" + line + "\033[m" : line).append("\033[K");
      picture.append(i < rows - 1 ? "\r\n" : "");
    }
    screen.write(picture.toString());
  }

  private static String interval(String seconds) {
    return String.format(
        java.util.Locale.ROOT, "%.1f", Double.parseDouble(seconds.replace(',', '.')));
  }
}
