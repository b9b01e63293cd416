package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import modbox.abi.ErrnoException;
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

/** Dumps files in octal and other formats. */
public final class Od implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "od",
          "[OPTION]... [FILE]...",
          "Write an unambiguous representation, octal bytes by default, of FILE to standard output",
          value('A', "address-radix", "RADIX", "output format for file offsets: d, o, x or n"),
          value(
              (char) 0, "endian", "{big|little}", "swap input bytes according the specified order"),
          value('j', "skip-bytes", "BYTES", "skip BYTES input bytes first"),
          value('N', "read-bytes", "BYTES", "limit dump to BYTES input bytes"),
          optional('S', "strings", "BYTES", "output strings of at least BYTES graphic chars"),
          value('t', "format", "TYPE", "select output format or formats"),
          flag('v', "output-duplicates", "do not use * to mark line suppression"),
          optional('w', "width", "BYTES", "output BYTES bytes per output line"),
          flag('a', "", "same as -t a, select named characters"),
          flag('b', "", "same as -t o1, select octal bytes"),
          flag('c', "", "same as -t c, select printable characters or backslash escapes"),
          flag('d', "", "same as -t u2, select unsigned decimal 2-byte units"),
          flag('f', "", "same as -t fF, select floats"),
          flag('i', "", "same as -t dI, select decimal ints"),
          flag('l', "", "same as -t dL, select decimal longs"),
          flag('o', "", "same as -t o2, select octal 2-byte units"),
          flag('s', "", "same as -t d2, select decimal 2-byte units"),
          flag('x', "", "same as -t x2, select hexadecimal 2-byte units"));

  private static final int WIDTH = 16;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<OdType> types = types(args);
    long skip = number(args, "skip-bytes", 0);
    long most = number(args, "read-bytes", Long.MAX_VALUE);
    int unit = 1;
    for (OdType type : types) {
      unit = Math.max(unit, type.size());
    }
    int width = (int) Math.min(number(args, "width", args.has("width") ? 32 : WIDTH), 4096);
    if (width <= 0 || width % unit != 0) {
      proc.complain("warning: invalid width " + width + "; using " + unit + " instead");
      width = unit;
    }
    var dump = new Dump(proc.out(), types, args, width);
    var source = new Source(proc, args.operands());
    if (source.nothing()) {
      return ExitStatus.FAILURE;
    }
    if (!source.skip(skip)) {
      throw new Failure("cannot skip past end of combined input");
    }
    dump.run(source, skip, most);
    return source.failed ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  private static long number(Args args, String key, long usual) throws Failure {
    String text = args.value(key).orElse("");
    if (text.isEmpty()) {
      return usual;
    }
    try {
      return text.startsWith("0") ? Long.decode(text) : Sizes.parse(text).orElse(-1L);
    } catch (NumberFormatException e) {
      throw new Failure("invalid --" + key + " argument " + Quote.always(text));
    }
  }

  private static List<OdType> types(Args args) throws Failure {
    var types = new ArrayList<OdType>();
    for (Args.Given given : args.given()) {
      String text =
          switch (given.key()) {
            case "format" -> given.value().orElse("");
            case "a", "c" -> given.key();
            case "b" -> "o1";
            case "d" -> "u2";
            case "f" -> "fF";
            case "i" -> "dI";
            case "l" -> "dL";
            case "o" -> "o2";
            case "s" -> "d2";
            case "x" -> "x2";
            default -> "";
          };
      if (!text.isEmpty()) {
        types.addAll(OdType.parse(text));
      }
    }
    return types.isEmpty() ? OdType.parse("o2") : types;
  }

  /** The files, one after the other, as one. */
  private static final class Source {
    private final Proc proc;
    private final List<String> names;
    private int next;
    private In in;
    private boolean open;
    private boolean failed;

    Source(Proc proc, List<String> operands) {
      this.proc = proc;
      names = operands.isEmpty() ? List.of("-") : operands;
      in = new In(proc.sys(), 0);
    }

    int read() throws ErrnoException {
      while (true) {
        if (!open) {
          if (next == names.size()) {
            return -1;
          }
          String name = names.get(next++);
          try {
            in = In.open(proc, name);
            open = true;
          } catch (ErrnoException e) {
            proc.complain(Quote.ifNeeded(name), e);
            failed = true;
            continue;
          }
        }
        int c = in.read();
        if (c >= 0) {
          return c;
        }
        in.close();
        open = false;
      }
    }

    /** Whether there is no input at all: nothing is dumped then, not even an address. */
    boolean nothing() throws ErrnoException {
      while (!open && next < names.size()) {
        String name = names.get(next++);
        try {
          in = In.open(proc, name);
          open = true;
        } catch (ErrnoException e) {
          proc.complain(Quote.ifNeeded(name), e);
          failed = true;
        }
      }
      return !open;
    }

    boolean skip(long count) throws ErrnoException {
      for (long i = 0; i < count; i++) {
        if (read() < 0) {
          return false;
        }
      }
      return true;
    }
  }

  private static final class Dump {
    private final Out out;
    private final List<OdType> types;
    private final boolean all;
    private final int width;
    private final String radix;
    private final boolean big;
    private final int column;

    Dump(Out out, List<OdType> types, Args args, int width) throws Failure {
      this.out = out;
      this.types = types;
      this.width = width;
      all = args.has("output-duplicates");
      radix = args.value("address-radix").orElse("o");
      big = args.value("endian").orElse("little").equals("big");
      if (!radix.matches("[doxn]")) {
        throw new Failure(
            "invalid output address radix "
                + Quote.always(radix)
                + "; it must be one character from [doxn]");
      }
      int widest = 0;
      for (OdType type : types) {
        widest = Math.max(widest, (type.width() + 1) * (width / type.size()));
      }
      column = widest;
    }

    void run(Source source, long start, long most) throws ErrnoException {
      var block = new byte[width];
      var before = new byte[0];
      long at = start;
      boolean starred = false;
      while (true) {
        int count = 0;
        while (count < width && at + count - start < most) {
          int c = source.read();
          if (c < 0) {
            break;
          }
          block[count++] = (byte) c;
        }
        if (count == 0) {
          break;
        }
        if (!all && count == width && Arrays.equals(before, block)) {
          if (!starred) {
            out.println("*");
          }
          starred = true;
        } else {
          line(at, block, count);
          starred = false;
        }
        before = count == width ? block.clone() : new byte[0];
        at += count;
        if (count < width) {
          break;
        }
      }
      if (!radix.equals("n")) {
        out.println(address(at));
      }
    }

    private String address(long at) {
      return switch (radix) {
        case "d" -> pad(Long.toString(at), 7);
        case "x" -> pad(Long.toHexString(at), 6);
        case "n" -> "";
        default -> pad(Long.toOctalString(at), 7);
      };
    }

    private static String pad(String digits, int width) {
      return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private void line(long at, byte[] block, int count) throws ErrnoException {
      String lead = address(at);
      for (OdType type : types) {
        out.print(lead).println(type.line(block, count, width, column, big));
        lead = " ".repeat(address(at).length());
      }
    }
  }
}
