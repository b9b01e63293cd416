package modbox.tool.text;

import static modbox.user.ToolSpec.flag;

import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Copies files to standard output, one after the other. */
public final class Cat implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "cat",
          "[OPTION]... [FILE]...",
          "Concatenate FILE(s) to standard output",
          flag('A', "show-all", "equivalent to -vET"),
          flag('b', "number-nonblank", "number nonempty output lines, overrides -n"),
          flag('e', "", "equivalent to -vE"),
          flag('E', "show-ends", "display $ at end of each line"),
          flag('n', "number", "number all output lines"),
          flag('s', "squeeze-blank", "suppress repeated empty output lines"),
          flag('t', "", "equivalent to -vT"),
          flag('T', "show-tabs", "display TAB characters as ^I"),
          flag('u', "", "(ignored)"),
          flag('v', "show-nonprinting", "use ^ and M- notation, except for LFD and TAB"));

  private static final int BLOCK = 65536;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    boolean all = args.has("show-all");
    var look =
        new Look(
            args.has("number"),
            args.has("number-nonblank"),
            args.has("squeeze-blank"),
            all || args.has("e") || args.has("show-ends"),
            all || args.has("t") || args.has("show-tabs"),
            all || args.has("e") || args.has("t") || args.has("show-nonprinting"));
    var state = new State(proc.out(), look);
    boolean[] loops = new boolean[1];
    ExitStatus status =
        proc.eachInput(
            args.operands(),
            (name, in) -> {
              if (isOutput(proc, in.fd())) {
                proc.complain(Quote.ifNeeded(name) + ": input file is output file");
                loops[0] = true;
              } else if (look.plain()) {
                copy(proc, in);
              } else {
                state.show(in);
              }
            });
    return loops[0] ? ExitStatus.FAILURE : status;
  }

  /** Whether reading would chase what is being written. */
  private static boolean isOutput(Proc proc, int fd) throws ErrnoException {
    Stat out = proc.sys().fstat(1);
    Stat in = proc.sys().fstat(fd);
    return out.isRegular()
        && in.ino() == out.ino()
        && in.dev() == out.dev()
        && in.size() > 0
        && (proc.sys().statusFlags(1) & Open.APPEND) != 0;
  }

  private static void copy(Proc proc, In in) throws ErrnoException {
    proc.out().flush();
    var block = new byte[BLOCK];
    while (true) {
      int count = proc.sys().read(in.fd(), block, 0, block.length);
      if (count == 0) {
        return;
      }
      proc.out().write(block, 0, count).flush();
    }
  }

  private record Look(
      boolean number,
      boolean nonblank,
      boolean squeeze,
      boolean ends,
      boolean tabs,
      boolean caret) {
    boolean plain() {
      return !(number || nonblank || squeeze || ends || tabs || caret);
    }
  }

  /** What runs on from file to file. */
  private static final class State {
    private final Out out;
    private final Look look;
    private long line;
    private int blanks;
    private boolean open;

    State(Out out, Look look) {
      this.out = out;
      this.look = look;
    }

    void show(In in) throws ErrnoException {
      for (var text = in.line(); text.isPresent(); text = in.line()) {
        boolean blank = text.get().isEmpty() && in.terminated() && !open;
        blanks = blank ? blanks + 1 : 0;
        if (look.squeeze() && blanks > 1) {
          continue;
        }
        if (!open && (look.nonblank() ? !blank : look.number())) {
          String number = Long.toString(++line);
          out.print(" ".repeat(Math.max(0, 6 - number.length()))).print(number).print("\t");
        }
        boolean return_ = look.ends() && in.terminated() && text.get().endsWith("\r");
        String body = return_ ? text.get().substring(0, text.get().length() - 1) : text.get();
        out.print(visible(body)).print(return_ ? "^M" : "");
        open = !in.terminated();
        if (in.terminated()) {
          out.print(look.ends() ? "$\n" : "\n");
        }
      }
    }

    private String visible(String text) {
      if (!look.tabs() && !look.caret()) {
        return text;
      }
      var shown = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\t') {
          shown.append(look.tabs() ? "^I" : "\t");
        } else if (look.caret()) {
          visible(c, shown);
        } else {
          shown.append(c);
        }
      }
      return shown.toString();
    }

    private static void visible(char c, StringBuilder shown) {
      if (c >= 128) {
        shown.append("M-");
        visible((char) (c - 128), shown);
      } else if (c < ' ') {
        shown.append('^').append((char) (c + 64));
      } else if (c == 127) {
        shown.append("^?");
      } else {
        shown.append(c);
      }
    }
  }
}
