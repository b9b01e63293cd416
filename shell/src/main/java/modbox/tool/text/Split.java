package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Cuts a file into pieces. */
public final class Split implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "split",
          "[OPTION]... [FILE [PREFIX]]",
          "Output pieces of FILE to PREFIXaa, PREFIXab, ...",
          value('a', "suffix-length", "N", "generate suffixes of length N"),
          value(
              (char) 0, "additional-suffix", "SUFFIX", "append an additional SUFFIX to file names"),
          value('b', "bytes", "SIZE", "put SIZE bytes per output file"),
          value('C', "line-bytes", "SIZE", "put at most SIZE bytes of records per output file"),
          flag('d', "", "use numeric suffixes starting at 0, not alphabetic"),
          optional((char) 0, "numeric-suffixes", "FROM", "same as -d, but allow setting the start"),
          flag('x', "", "use hex suffixes starting at 0, not alphabetic"),
          flag('e', "elide-empty-files", "do not generate empty output files with '-n'"),
          value('l', "lines", "NUMBER", "put NUMBER lines/records per output file"),
          value('n', "number", "CHUNKS", "generate CHUNKS output files"),
          flag((char) 0, "verbose", "print a diagnostic just before each output file is opened"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    for (String word : argv) {
      words.add(word.matches("-[0-9]+") ? "-l" + word.substring(1) : word);
    }
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> files = args.operands();
    if (files.size() > 2) {
      throw new Args.UsageException("extra operand " + Quote.always(files.get(2)));
    }
    if (args.lastOf("bytes", "line-bytes", "lines", "number").isPresent()
        && args.count("bytes")
                + args.count("line-bytes")
                + args.count("lines")
                + args.count("number")
            > 1) {
      throw new Args.UsageException("cannot split in more than one way");
    }
    String file = files.isEmpty() ? "-" : files.getFirst();
    In in;
    try {
      in = In.open(proc, file);
    } catch (ErrnoException e) {
      return proc.fail("cannot open " + Quote.always(file) + " for reading: " + e.errno().text());
    }
    var pieces = new Pieces(proc, args, files.size() > 1 ? files.get(1) : "x");
    if (args.has("bytes")) {
      bytes(in, pieces, size(args, "bytes"));
    } else if (args.has("line-bytes")) {
      lineBytes(in, pieces, size(args, "line-bytes"));
    } else if (args.has("number")) {
      chunks(proc, in, pieces, args);
    } else {
      lines(in, pieces, size(args, "lines"));
    }
    pieces.close();
    return ExitStatus.OK;
  }

  private static long size(Args args, String key) throws Failure {
    String text = args.value(key).orElse("1000");
    String what = key.equals("lines") ? "lines" : key.equals("number") ? "chunks" : "bytes";
    return Sizes.parse(text)
        .filter(n -> n > 0)
        .orElseThrow(() -> new Failure("invalid number of " + what + ": " + Quote.always(text)));
  }

  private static void lines(In in, Pieces pieces, long count) throws ErrnoException, Failure {
    long n = 0;
    for (var line = in.line(); line.isPresent(); line = in.line()) {
      if (n++ % count == 0) {
        pieces.next();
      }
      pieces.out.print(in.terminated() ? line.get() + "\n" : line.get());
    }
  }

  private static void bytes(In in, Pieces pieces, long size) throws ErrnoException, Failure {
    var block = new byte[8192];
    long left = 0;
    while (true) {
      int got = in.read(block, 0, (int) Math.min(block.length, left == 0 ? size : left));
      if (got == 0) {
        return;
      }
      if (left == 0) {
        pieces.next();
        left = size;
      }
      pieces.out.write(block, 0, got);
      left -= got;
    }
  }

  private static void lineBytes(In in, Pieces pieces, long size) throws ErrnoException, Failure {
    long left = 0;
    for (var line = in.line(); line.isPresent(); line = in.line()) {
      String text = in.terminated() ? line.get() + "\n" : line.get();
      while (!text.isEmpty()) {
        if (left == 0 || (text.length() > left && left < size)) {
          pieces.next();
          left = size;
        }
        int now = (int) Math.min(text.length(), left);
        pieces.out.print(text.substring(0, now));
        text = text.substring(now);
        left -= now;
      }
    }
  }

  private static void chunks(Proc proc, In in, Pieces pieces, Args args)
      throws ErrnoException, Failure {
    String text = args.value("number").orElse("");
    boolean byLine = text.startsWith("l/");
    String digits = byLine ? text.substring(2) : text;
    long count =
        Sizes.parse(digits)
            .filter(n -> n > 0 && n < 1_000_000)
            .orElseThrow(() -> new Failure("invalid number of chunks: " + Quote.always(digits)));
    String all = new String(In.readAll(proc.sys(), in.fd()), StandardCharsets.ISO_8859_1);
    int from = 0;
    for (long i = 1; i <= count; i++) {
      int to = i == count ? all.length() : (int) (all.length() / count * i);
      if (byLine && to < all.length() && to > 0) {
        int newline = all.indexOf('\n', to - 1);
        to = newline < 0 ? all.length() : newline + 1;
      }
      to = Math.max(from, to);
      if (to > from || !args.has("elide-empty-files")) {
        pieces.next();
        pieces.out.print(all.substring(from, to));
      }
      from = to;
    }
  }

  /** The files that are written, one after the other. */
  private static final class Pieces {
    private final Proc proc;
    private final String prefix;
    private final String digits;
    private final String extra;
    private final boolean grows;
    private final boolean verbose;
    private int length;
    private long index;
    private long offset;
    private Out out;
    private int fd = -1;

    Pieces(Proc proc, Args args, String prefix) throws Failure {
      this.proc = proc;
      this.prefix = prefix;
      boolean numeric = args.has("d") || args.has("numeric-suffixes");
      digits =
          numeric
              ? "0123456789"
              : args.has("x") ? "0123456789abcdef" : "abcdefghijklmnopqrstuvwxyz";
      extra = args.value("additional-suffix").orElse("");
      grows = !args.has("suffix-length");
      length = grows ? 2 : (int) Math.min(20, size(args, "suffix-length"));
      verbose = args.has("verbose");
      index = Sizes.integer(args.value("numeric-suffixes").orElse("0")).orElse(0L);
      out = proc.out();
    }

    void next() throws ErrnoException, Failure {
      close();
      String name = prefix + suffix() + extra;
      if (verbose) {
        proc.out().println("creating file " + Quote.always(name));
      }
      fd = proc.sys().open(name, Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC, 0666);
      out = new Out(proc.sys(), fd);
    }

    /**
     * aa … yz, then zaaa: the first digit never reaches its last value while there is more room.
     */
    private String suffix() throws Failure {
      long room = (long) Math.pow(digits.length(), length);
      long last = grows ? room - room / digits.length() : room;
      if (index - offset >= last) {
        if (!grows) {
          throw new Failure("output file suffixes exhausted");
        }
        offset = index;
        length += 2;
      }
      long n = index++ - offset;
      var text = new StringBuilder();
      int own = grows ? length / 2 + 1 : length;
      for (int i = 0; i < own; i++) {
        text.insert(0, digits.charAt((int) (n % digits.length())));
        n /= digits.length();
      }
      String lead = String.valueOf(digits.charAt(digits.length() - 1));
      return grows ? lead.repeat(length / 2 - 1) + text : text.toString();
    }

    void close() throws ErrnoException {
      if (fd >= 0) {
        out.flush();
        proc.sys().close(fd);
      }
    }
  }
}
