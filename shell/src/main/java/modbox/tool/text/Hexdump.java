package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.Arrays;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Dumps bytes: hexdump, and hd for its canonical form. */
public final class Hexdump implements Tool {
  private static final int WIDTH = 16;

  private final ToolSpec spec;

  /**
   * The tool of this name.
   *
   * @param name {@code hexdump} or {@code hd}
   */
  public Hexdump(String name) {
    spec =
        ToolSpec.of(
            name,
            "[options] <file>...",
            "Display file contents in hexadecimal, decimal, octal, or ascii",
            flag('b', "one-byte-octal", "one-byte octal display"),
            flag('c', "one-byte-char", "one-byte character display"),
            flag('C', "canonical", "canonical hex+ASCII display"),
            flag('d', "two-bytes-decimal", "two-byte decimal display"),
            flag('o', "two-bytes-octal", "two-byte octal display"),
            flag('x', "two-bytes-hex", "two-byte hexadecimal display"),
            value('n', "length", "length", "interpret only length bytes of input"),
            value('s', "skip", "offset", "skip offset bytes from the beginning"),
            flag('v', "no-squeezing", "output identical lines"));
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    String usual = spec.name().equals("hd") ? "canonical" : "";
    String how =
        args.lastOf(
                "one-byte-octal",
                "one-byte-char",
                "canonical",
                "two-bytes-decimal",
                "two-bytes-octal",
                "two-bytes-hex")
            .orElse(usual);
    long skip = number(args, "skip", 0);
    long most = number(args, "length", Long.MAX_VALUE);
    var bytes = new java.io.ByteArrayOutputStream();
    // all files count as one; a dump of the last line needs to know where the whole ends
    ExitStatus status =
        proc.eachInput(
            args.operands(), (_, in) -> bytes.writeBytes(In.readAll(proc.sys(), in.fd())));
    byte[] all = bytes.toByteArray();
    int from = (int) Math.min(all.length, skip);
    int to = (int) Math.min(all.length, most > all.length ? all.length : from + most);
    dump(proc.out(), all, from, to, how, args.has("no-squeezing"));
    return status;
  }

  private static long number(Args args, String key, long usual) throws Failure {
    String text = args.value(key).orElse("");
    if (text.isEmpty()) {
      return usual;
    }
    try {
      return text.startsWith("0") ? Long.decode(text) : Sizes.parse(text).orElseThrow();
    } catch (NumberFormatException | java.util.NoSuchElementException e) {
      throw new Failure("failed to parse " + key + ": '" + text + "'");
    }
  }

  private static void dump(Out out, byte[] all, int from, int to, String how, boolean verbose)
      throws ErrnoException {
    boolean canonical = how.equals("canonical");
    int digits = canonical ? 8 : 7;
    boolean starred = false;
    for (int at = from; at < to; at += WIDTH) {
      int end = Math.min(to, at + WIDTH);
      boolean same =
          at > from
              && end - at == WIDTH
              && Arrays.equals(all, at, end, all, at - WIDTH, end - WIDTH);
      if (same && !verbose) {
        if (!starred) {
          out.println("*");
        }
        starred = true;
        continue;
      }
      starred = false;
      out.print(hex(at, digits)).println(line(all, at, end, how));
    }
    if (to > from) {
      out.println(hex(to, digits));
    }
  }

  private static String hex(int value, int digits) {
    String text = Integer.toHexString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static String line(byte[] all, int at, int end, String how) {
    var text = new StringBuilder();
    boolean single = how.equals("canonical") || how.startsWith("one");
    if (how.equals("canonical")) {
      return canonical(all, at, end);
    }
    for (int i = at; i < at + WIDTH; i += single ? 1 : 2) {
      if (i >= end) {
        text.append(" ".repeat(single ? 4 : how.isEmpty() ? 5 : 8));
        continue;
      }
      int b = all[i] & 0xff;
      int word = b | (i + 1 < end ? (all[i + 1] & 0xff) << 8 : 0);
      text.append(
          switch (how) {
            case "one-byte-octal" -> " " + pad(Integer.toOctalString(b), 3, '0');
            case "one-byte-char" -> " " + pad(character(b), 3, ' ');
            case "two-bytes-decimal" -> "   " + pad(Integer.toString(word), 5, '0');
            case "two-bytes-octal" -> "  " + pad(Integer.toOctalString(word), 6, '0');
            case "two-bytes-hex" -> "    " + hex(word, 4);
            default -> " " + hex(word, 4);
          });
    }
    return text.toString();
  }

  private static String pad(String text, int width, char fill) {
    return String.valueOf(fill).repeat(Math.max(0, width - text.length())) + text;
  }

  private static String character(int c) {
    int letter = "\0\7\b\t\n\13\f\r".indexOf(c);
    if (letter >= 0) {
      return "\\" + "0abtnvfr".charAt(letter);
    }
    return c >= ' ' && c < 127 ? String.valueOf((char) c) : pad(Integer.toOctalString(c), 3, '0');
  }

  private static String canonical(byte[] all, int at, int end) {
    var text = new StringBuilder(" ");
    for (int i = at; i < at + WIDTH; i++) {
      text.append(i - at == WIDTH / 2 ? "  " : " ");
      text.append(i < end ? hex(all[i] & 0xff, 2) : "  ");
    }
    text.append("  |");
    for (int i = at; i < end; i++) {
      char c = (char) (all[i] & 0xff);
      text.append(c >= ' ' && c < 127 ? c : '.');
    }
    return text.append('|').toString();
  }
}
