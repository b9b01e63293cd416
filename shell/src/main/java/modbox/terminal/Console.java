package modbox.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import modbox.abi.WindowSize;
import modbox.kernel.HostConsole;
import modbox.kernel.Syscalls;
import modbox.user.LineEditor;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jline.utils.NonBlockingReader;
import org.jline.widget.AutosuggestionWidgets;

/**
 * The host's terminal between a person and the pty of a machine. While the shell asks for a line,
 * the editor has the terminal and what other tasks write appears above the prompt; otherwise every
 * key goes to the pty, whose line discipline echoes and makes signals, and everything that it shows
 * goes to the screen.
 */
public final class Console implements LineEditor, AutoCloseable {
  private static final long POLL_MILLIS = 50;
  private static final int TIMED_OUT = -2;

  private final Terminal terminal;
  private final HostConsole pty;
  private final LineReader reader;
  private final Attributes original;
  private final Object screenLock = new Object();
  private volatile boolean editing;
  private volatile boolean closed;

  private Console(Terminal terminal, HostConsole pty, LineReader reader) {
    this.terminal = terminal;
    this.pty = pty;
    this.reader = reader;
    this.original = terminal.getAttributes();
  }

  /** Opens the host's terminal in front of a pty. */
  public static Console open(HostConsole pty, Assistance assistance, Path history, boolean color)
      throws IOException {
    Terminal terminal = TerminalBuilder.builder().name("modbox").system(true).dumb(true).build();
    var builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("modbox")
            .parser(new CommandLines())
            .completer(new Completions(assistance))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_INCREMENTAL, true)
            .option(LineReader.Option.AUTO_FRESH_LINE, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ");
    if (color) {
      builder.highlighter(new Colours(assistance));
    }
    LineReader reader = builder.build();
    bindHistory(terminal, reader);
    boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    if (color && !dumb) {
      new AutosuggestionWidgets(reader).enable();
    }
    var console = new Console(terminal, pty, reader);
    console.start();
    return console;
  }

  /** Up and Down look for lines that begin with what is typed. */
  private static void bindHistory(Terminal terminal, LineReader reader) {
    for (String map : List.of(LineReader.EMACS, LineReader.VIINS)) {
      KeyMap<Binding> keys = java.util.Objects.requireNonNull(reader.getKeyMaps().get(map));
      var up = new Reference(LineReader.UP_LINE_OR_SEARCH);
      var down = new Reference(LineReader.DOWN_LINE_OR_SEARCH);
      for (String introducer : List.of("\033[", "\033O")) {
        keys.bind(up, introducer + "A");
        keys.bind(down, introducer + "B");
      }
      keys.bind(up, KeyMap.key(terminal, InfoCmp.Capability.key_up));
      keys.bind(down, KeyMap.key(terminal, InfoCmp.Capability.key_down));
    }
  }

  private void start() {
    terminal.handle(Terminal.Signal.WINCH, _ -> resize());
    terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_IGN);
    resize();
    rawKeys();
    Thread.ofPlatform().daemon().name("screen").start(this::showScreen);
    Thread.ofPlatform().daemon().name("keys").start(this::passKeys);
  }

  private void resize() {
    Size size = terminal.getSize();
    // A terminal that does not know its size says 0; programs expect the usual one then.
    int rows = size.getRows() > 0 ? size.getRows() : 24;
    int columns = size.getColumns() > 0 ? size.getColumns() : 80;
    pty.resize(new WindowSize(rows, columns));
  }

  /** Every key is a byte for the pty, Ctrl-C and Ctrl-Z included. */
  private void rawKeys() {
    terminal.enterRawMode(); // gives what was before: we keep that ourselves
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
  }

  @Override
  public Answer ask(Syscalls sys, String prompt, String continuation) {
    String typed = text(pty.takeTyped());
    return sys.outside(() -> edit(prompt, continuation, typed));
  }

  /** Asks for a line; what was typed ahead of the prompt comes first, as if it were typed now. */
  private Answer edit(String prompt, String continuation, String typed) {
    synchronized (screenLock) {
      drain();
      editing = true;
    }
    try {
      terminal.setAttributes(original);
      reader.variable(LineReader.SECONDARY_PROMPT_PATTERN, text(continuation));
      if (!typed.isEmpty()) {
        reader.runMacro(typed);
      }
      return new Answer.Text(bytes(reader.readLine(text(prompt))));
    } catch (UserInterruptException _) {
      return new Answer.Interrupted();
    } catch (EndOfFileException _) {
      return new Answer.End();
    } finally {
      synchronized (screenLock) {
        editing = false;
      }
      rawKeys();
    }
  }

  private void showScreen() {
    try {
      while (!closed) {
        String text = pty.screen(POLL_MILLIS);
        if (text != null) {
          synchronized (screenLock) {
            show(text);
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    try {
      for (String text = pty.screen(0); text != null; text = pty.screen(0)) {
        show(text);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(String bytes) {
    if (editing) {
      reader.printAbove(text(bytes.replace("\r", "")));
    } else {
      terminal.writer().write(text(bytes));
      terminal.writer().flush();
    }
  }

  private void passKeys() {
    NonBlockingReader keys = terminal.reader();
    try {
      while (!closed) {
        if (editing) {
          Thread.sleep(POLL_MILLIS / 10);
          continue;
        }
        int key = keys.read(POLL_MILLIS);
        if (key >= 0) {
          byte[] typed = new String(Character.toChars(key)).getBytes(StandardCharsets.UTF_8);
          pty.type(typed, 0, typed.length);
        } else if (key != TIMED_OUT) {
          pty.hangUp();
          return;
        }
      }
    } catch (IOException _) {
      pty.hangUp(); // the terminal is gone
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (screenLock) {
      drain();
    }
    closed = true;
    terminal.setAttributes(original);
    reader.getHistory().save();
    terminal.close();
  }

  private static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
