package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.CharacterClass;
import modbox.user.text.Sizes;

/** Prints the beginning of files. */
public final class Head implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "head",
          "[OPTION]... [FILE]...",
          "Print the first 10 lines of each FILE to standard output",
          value('c', "bytes", "[-]NUM", "print the first NUM bytes; with -, all but the last NUM"),
          value('n', "lines", "[-]NUM", "print the first NUM lines; with -, all but the last NUM"),
          flag('q', "quiet", "never print headers giving file names"),
          flag((char) 0, "silent", "never print headers giving file names"),
          flag('v', "verbose", "always print headers giving file names"),
          flag('z', "zero-terminated", "line delimiter is NUL, not newline"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    if (argv.isEmpty() || !argv.getFirst().matches("-[0-9]+[a-zA-Z]*")) {
      return argv;
    }
    String word = argv.getFirst().substring(1);
    int i = 0;
    while (i < word.length() && CharacterClass.isDigit(word.charAt(i))) {
      i++;
    }
    var words = new ArrayList<String>();
    String letters = word.substring(i);
    words.add((letters.indexOf('c') >= 0 ? "-c" : "-n") + word.substring(0, i));
    for (char letter : new char[] {'q', 'v', 'z'}) {
      if (letters.indexOf(letter) >= 0) {
        words.add("-" + letter);
      }
    }
    words.addAll(argv.subList(1, argv.size()));
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    boolean bytes = args.lastOf("bytes", "lines").orElse("lines").equals("bytes");
    String text = args.value(bytes ? "bytes" : "lines").orElse("10");
    boolean butLast = text.startsWith("-");
    String digits = butLast || text.startsWith("+") ? text.substring(1) : text;
    long count =
        Sizes.parse(digits)
            .orElseThrow(
                () ->
                    new Failure(
                        "invalid number of "
                            + (bytes ? "bytes: " : "lines: ")
                            + Quote.always(digits)));
    int end = args.has("zero-terminated") ? 0 : '\n';
    Headers headers = Headers.of(proc.out(), args);
    return proc.eachInput(
        args.operands(),
        Proc.Trouble.OPENING_OR_READING,
        (name, in) -> {
          headers.show(name);
          if (bytes) {
            bytes(proc, in, count, butLast);
          } else if (butLast) {
            allButLastLines(proc, in, count, end);
          } else {
            lines(proc, in, count, end);
          }
          in.giveBack();
        });
  }

  private static void lines(Proc proc, In in, long count, int end) throws ErrnoException {
    for (long i = 0; i < count; i++) {
      var line = in.until(end);
      if (line.isEmpty()) {
        return;
      }
      proc.out().print(line.get());
      if (in.terminated()) {
        proc.out().write(end);
      }
    }
  }

  private static void allButLastLines(Proc proc, In in, long count, int end) throws ErrnoException {
    var held = new ArrayDeque<String>();
    for (var line = in.until(end); line.isPresent(); line = in.until(end)) {
      held.add(in.terminated() ? line.get() + (char) end : line.get());
      if (held.size() > count) {
        proc.out().print(held.remove());
      }
    }
  }

  private static void bytes(Proc proc, In in, long count, boolean butLast) throws ErrnoException {
    if (butLast) {
      byte[] all = In.readAll(proc.sys(), in.fd());
      proc.out().write(all, 0, (int) Math.max(0, all.length - count));
      return;
    }
    var block = new byte[8192];
    long left = count;
    while (left > 0) {
      int got = in.read(block, 0, (int) Math.min(block.length, left));
      if (got == 0) {
        return;
      }
      proc.out().write(block, 0, got);
      left -= got;
    }
  }
}
