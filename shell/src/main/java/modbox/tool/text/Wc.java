package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.CharacterClass;

/** Counts lines, words and bytes. */
public final class Wc implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "wc",
          "[OPTION]... [FILE]...",
          "Print newline, word, and byte counts for each FILE, and a total line",
          flag('c', "bytes", "print the byte counts"),
          flag('m', "chars", "print the character counts"),
          flag('l', "lines", "print the newline counts"),
          value((char) 0, "files0-from", "F", "read input from the NUL-terminated names in file F"),
          flag('L', "max-line-length", "print the maximum display width"),
          flag('w', "words", "print the word counts"));

  private static final int TAB = 8;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  private record Counts(long lines, long words, long bytes, long longest) {
    Counts plus(Counts o) {
      return new Counts(
          lines + o.lines, words + o.words, bytes + o.bytes, Math.max(longest, o.longest));
    }
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> files = args.operands();
    if (args.has("files0-from")) {
      if (!files.isEmpty()) {
        throw new Args.UsageException(
            "extra operand '"
                + files.getFirst()
                + "'\nfile operands cannot be combined with --files0-from");
      }
      In in = In.open(proc, args.value("files0-from").orElse("-"));
      var names = new ArrayList<String>();
      for (var name = in.until(0); name.isPresent(); name = in.until(0)) {
        names.add(name.get());
      }
      files = names;
    }
    int width = width(proc, args, files);
    Counts[] total = {new Counts(0, 0, 0, 0)};
    List<String> names = files;
    ExitStatus status =
        proc.eachInput(
            files,
            (name, in) -> {
              Counts counts = count(in);
              total[0] = total[0].plus(counts);
              print(proc, args, counts, width, names.isEmpty() ? "" : name);
            });
    if (files.size() > 1) {
      print(proc, args, total[0], width, "total");
    }
    return status;
  }

  private static int columns(Args args) {
    int columns = 0;
    for (String key : List.of("lines", "words", "chars", "bytes", "max-line-length")) {
      columns += args.has(key) ? 1 : 0;
    }
    return columns;
  }

  /** As wide as the total of the sizes is long; 7 where a size is not known beforehand. */
  private static int width(Proc proc, Args args, List<String> files) throws ErrnoException {
    if (files.size() <= 1 && columns(args) == 1) {
      return 1;
    }
    long sum = 0;
    int least = 1;
    for (String name : files.isEmpty() ? List.of("-") : files) {
      try {
        Stat stat = name.equals("-") ? proc.sys().fstat(0) : proc.sys().stat(name);
        if (stat.isRegular()) {
          sum += stat.size();
        } else {
          least = 7;
        }
      } catch (ErrnoException e) {
        least = Math.max(least, 1); // the complaint comes when it is opened
      }
    }
    return Math.max(least, Long.toString(sum).length());
  }

  private static Counts count(In in) throws ErrnoException {
    long lines = 0;
    long words = 0;
    long bytes = 0;
    long longest = 0;
    long column = 0;
    boolean inWord = false;
    var block = new byte[65536];
    for (int got = in.read(block, 0, block.length);
        got > 0;
        got = in.read(block, 0, block.length)) {
      bytes += got;
      for (int i = 0; i < got; i++) {
        int c = block[i];
        if (CharacterClass.isSpace(c)) {
          inWord = false;
        } else if (c > 32 && c < 127 && !inWord) {
          inWord = true;
          words++;
        }
        if (c == '\n') {
          lines++;
        }
        if (c == '\n' || c == '\r' || c == '\f') {
          longest = Math.max(longest, column);
          column = 0;
        } else if (c == '\t') {
          column += TAB - column % TAB;
        } else if (c >= 32 && c < 127) {
          column++;
        }
      }
    }
    return new Counts(lines, words, bytes, Math.max(longest, column));
  }

  private static void print(Proc proc, Args args, Counts counts, int width, String name)
      throws ErrnoException {
    boolean all = columns(args) == 0;
    var text = new StringBuilder();
    add(text, all || args.has("lines"), counts.lines(), width);
    add(text, all || args.has("words"), counts.words(), width);
    add(text, args.has("chars"), counts.bytes(), width);
    add(text, all || args.has("bytes"), counts.bytes(), width);
    add(text, args.has("max-line-length"), counts.longest(), width);
    proc.out().println(name.isEmpty() ? text.toString() : text + " " + name);
  }

  private static void add(StringBuilder text, boolean wanted, long value, int width) {
    if (wanted) {
      String number = Long.toString(value);
      text.append(text.isEmpty() ? "" : " ");
      text.append(" ".repeat(Math.max(0, width - number.length()))).append(number);
    }
  }
}
