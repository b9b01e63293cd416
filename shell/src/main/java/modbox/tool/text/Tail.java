package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
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

/** Prints the end of files, and what is added to them. */
public final class Tail implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "tail",
          "[OPTION]... [FILE]...",
          "Print the last 10 lines of each FILE to standard output",
          value('c', "bytes", "[+]NUM", "output the last NUM bytes; with +, from byte NUM on"),
          optional('f', "follow", "{name|descriptor}", "output appended data as the file grows"),
          flag('F', "", "same as --follow=name --retry"),
          value('n', "lines", "[+]NUM", "output the last NUM lines; with +, from line NUM on"),
          value((char) 0, "pid", "PID", "with -f, end after process ID, PID dies"),
          flag('q', "quiet", "never output headers giving file names"),
          flag((char) 0, "silent", "never output headers giving file names"),
          flag((char) 0, "retry", "keep trying to open a file if it is inaccessible"),
          value('s', "sleep-interval", "N", "with -f, sleep for N seconds between iterations"),
          flag('v', "verbose", "always output headers giving file names"),
          flag('z', "zero-terminated", "line delimiter is NUL, not newline"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    for (String word : argv) {
      if (word.equals("-f")) {
        words.add("--follow"); // the letter never takes its argument from the same word
      } else if (words.isEmpty() && word.matches("[-+][0-9]+[bcl]?f?")) {
        old(word, words);
      } else {
        words.add(word);
      }
    }
    return words;
  }

  private static void old(String word, List<String> words) {
    int i = 1;
    while (i < word.length() && CharacterClass.isDigit(word.charAt(i))) {
      i++;
    }
    String count = (word.startsWith("+") ? "+" : "") + word.substring(1, i);
    String unit = word.substring(i);
    words.add(
        unit.startsWith("c")
            ? "-c" + count
            : unit.startsWith("b") ? "-c" + count + "b" : "-n" + count);
    if (unit.endsWith("f")) {
      words.add("--follow");
    }
  }

  /**
   * What to print.
   *
   * @param fromStart whether the count is a place from the beginning
   */
  private record Part(boolean bytes, boolean fromStart, long count, int end) {}

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    boolean bytes = args.lastOf("bytes", "lines").orElse("lines").equals("bytes");
    String text = args.value(bytes ? "bytes" : "lines").orElse("10");
    boolean fromStart = text.startsWith("+");
    String digits = fromStart || text.startsWith("-") ? text.substring(1) : text;
    long count =
        Sizes.parse(digits)
            .orElseThrow(
                () ->
                    new Failure(
                        "invalid number of "
                            + (bytes ? "bytes: " : "lines: ")
                            + Quote.always(digits)));
    var part = new Part(bytes, fromStart, count, args.has("zero-terminated") ? 0 : '\n');
    Headers headers = Headers.of(proc.out(), args);
    boolean follow = args.has("follow") || args.has("F");
    var follower = new TailFollower(proc, args, headers);
    ExitStatus status =
        proc.eachInput(
            args.operands(),
            Proc.Trouble.OPENING_OR_READING,
            (name, in) -> {
              headers.show(name);
              print(proc, in, part);
              if (follow) {
                follower.add(name, in.fd());
              }
            });
    if (follow) {
      follower.run();
    }
    return status;
  }

  private static void print(Proc proc, In in, Part part) throws ErrnoException {
    if (part.fromStart()) {
      long skip = Math.max(0, part.count() - 1);
      skip(in, skip, part);
      copy(proc, in);
    } else if (part.bytes()) {
      lastBytes(proc, in, part.count());
    } else {
      lastLines(proc, in, part);
    }
  }

  private static void skip(In in, long count, Part part) throws ErrnoException {
    for (long i = 0; i < count; i++) {
      if (part.bytes() ? in.read() < 0 : in.until(part.end()).isEmpty()) {
        return;
      }
    }
  }

  private static void copy(Proc proc, In in) throws ErrnoException {
    var block = new byte[8192];
    for (int got = in.read(block, 0, block.length);
        got > 0;
        got = in.read(block, 0, block.length)) {
      proc.out().write(block, 0, got);
    }
  }

  private static void lastBytes(Proc proc, In in, long count) throws ErrnoException {
    Stat stat = proc.sys().fstat(in.fd());
    if (stat.isRegular() && stat.size() > count) {
      proc.sys().lseek(in.fd(), stat.size() - count, Open.SEEK_SET);
      copy(proc, in);
      return;
    }
    byte[] all = In.readAll(proc.sys(), in.fd());
    int from = (int) Math.max(0, all.length - count);
    proc.out().write(all, from, all.length - from);
  }

  private static void lastLines(Proc proc, In in, Part part) throws ErrnoException {
    var held = new ArrayDeque<String>();
    for (var line = in.until(part.end()); line.isPresent(); line = in.until(part.end())) {
      held.add(in.terminated() ? line.get() + (char) part.end() : line.get());
      if (held.size() > part.count()) {
        held.remove();
      }
    }
    for (String line : held) {
      proc.out().print(line);
    }
  }
}
