package modbox.kmod;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code MODULE.PARAMETER[=VALUE]} of the kernel command line.
 *
 * @param parameter with its value, as a line {@code options} would have it
 */
record KernelArgument(String module, String parameter) {
  private enum State {
    MODULE,
    PARAMETER,
    VALUE,
    IGNORE
  }

  /** Reads one command line, character by character, as kmod does. */
  private static final class Reader {
    final List<KernelArgument> found = new ArrayList<>();
    State state = State.MODULE;
    boolean quoted;

    /** Whether the whole word stands in quotes: the opening one moves to the value. */
    boolean whole;

    String module = "";
    final StringBuilder text = new StringBuilder();

    void take(char c) {
      switch (c) {
        case '"' -> quote();
        case ' ', '\t' -> blank(c);
        case '.' -> dot();
        case '=' -> equal();
        default -> text.append(c);
      }
    }

    private void quote() {
      quoted = !quoted;
      if (quoted && state == State.MODULE && text.isEmpty()) {
        whole = true;
      } else if (state == State.VALUE) {
        text.append('"');
      } else {
        state = State.IGNORE;
      }
    }

    private void blank(char c) {
      if (!quoted) {
        end();
      } else if (state == State.VALUE) {
        text.append(c);
      } else {
        state = State.IGNORE;
      }
    }

    private void dot() {
      switch (state) {
        case MODULE -> {
          module = text.toString();
          text.setLength(0);
          state = State.PARAMETER;
        }
        case PARAMETER -> state = State.IGNORE;
        case VALUE, IGNORE -> text.append('.');
      }
    }

    private void equal() {
      switch (state) {
        case MODULE -> state = State.IGNORE;
        case PARAMETER -> {
          text.append(whole ? "=\"" : "=");
          state = State.VALUE;
        }
        case VALUE, IGNORE -> text.append('=');
      }
    }

    void end() {
      if (!quoted && (state == State.PARAMETER || state == State.VALUE)) {
        found.add(new KernelArgument(module, text.toString()));
      }
      state = State.MODULE;
      whole = false;
      module = "";
      text.setLength(0);
    }
  }

  /** The arguments that are for modules, in order; only the first line counts. */
  static List<KernelArgument> parse(String line) {
    var reader = new Reader();
    for (int i = 0; i < line.length() && line.charAt(i) != '\n'; i++) {
      reader.take(line.charAt(i));
    }
    reader.end();
    return reader.found;
  }
}
