package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.List;
import java.util.Locale;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Makes a hexadecimal dump, or turns one back. */
public final class Xxd implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "xxd",
          "[options] [infile [outfile]]",
          "Make a hexdump or do the reverse",
          flag('b', "", "binary digit dump"),
          value('c', "", "cols", "format <cols> octets per line"),
          flag('e', "", "little-endian dump"),
          value('g', "", "bytes", "number of octets per group in normal output"),
          flag('i', "", "output in C include file style"),
          value('l', "", "len", "stop after <len> octets"),
          value('o', "", "off", "add <off> to the displayed file position"),
          flag('p', "", "output in postscript plain hexdump style"),
          flag('r', "", "reverse operation: convert (or patch) hexdump into binary"),
          value('s', "", "seek", "start at <seek> bytes"),
          flag('u', "", "use upper case hex letters"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    return argv.stream()
        .map(w -> w.equals("-ps") || w.equals("-plain") ? "-p" : w.equals("-include") ? "-i" : w)
        .toList();
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    List<String> files = args.operands();
    In in = In.open(proc, files.isEmpty() ? "-" : files.getFirst());
    Out out = proc.out();
    if (files.size() > 1 && !files.get(1).equals("-")) {
      int how = Open.WRONLY | Open.CREAT | Open.CLOEXEC | (args.has("r") ? 0 : Open.TRUNC);
      out = new Out(proc.sys(), proc.sys().open(files.get(1), how, 0666));
    }
    if (args.has("r")) {
      reverse(in, out, args.has("p"));
    } else {
      dump(in, out, args, files.isEmpty() ? "" : files.getFirst());
    }
    out.flush();
    in.close();
    return ExitStatus.OK;
  }

  private static long number(Args args, String key, long usual) throws Failure {
    String text = args.value(key).orElse("");
    try {
      return text.isEmpty() ? usual : Long.decode(text);
    } catch (NumberFormatException e) {
      throw new Failure("invalid number of -" + key + ": " + text);
    }
  }

  private static void dump(In in, Out out, Args args, String name) throws ErrnoException, Failure {
    boolean bits = args.has("b");
    boolean plain = args.has("p");
    boolean include = args.has("i");
    int columns = (int) number(args, "c", plain ? 30 : include ? 12 : bits ? 6 : 16);
    int group = (int) number(args, "g", bits ? 1 : args.has("e") ? 4 : 2);
    long skip = number(args, "s", 0);
    long left = number(args, "l", Long.MAX_VALUE);
    for (long i = 0; i < skip; i++) {
      if (in.read() < 0) {
        break;
      }
    }
    if (include) {
      include(in, out, columns, left, name);
      return;
    }
    var block = new byte[Math.max(1, columns)];
    long at = skip + number(args, "o", 0);
    while (left > 0) {
      int count = fill(in, block, (int) Math.min(block.length, left));
      if (count == 0) {
        return;
      }
      out.println(plain ? hex(block, count, args.has("u")) : line(block, count, at, group, args));
      at += count;
      left -= count;
    }
  }

  private static int fill(In in, byte[] block, int most) throws ErrnoException {
    int count = 0;
    while (count < most) {
      int got = in.read(block, count, most - count);
      if (got == 0) {
        break;
      }
      count += got;
    }
    return count;
  }

  private static String hex(byte[] block, int count, boolean upper) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(byteText(block[i], upper));
    }
    return text.toString();
  }

  private static String byteText(byte b, boolean upper) {
    String text = Integer.toHexString(0x100 | (b & 0xff)).substring(1);
    return upper ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String line(byte[] block, int count, long at, int group, Args args) {
    boolean bits = args.has("b");
    boolean little = args.has("e");
    String offset = Long.toHexString(at);
    var text = new StringBuilder("0".repeat(Math.max(0, 8 - offset.length())) + offset + ": ");
    int unit = bits ? 8 : 2;
    int size = group <= 0 ? block.length : group;
    for (int i = 0; i < block.length; i++) {
      int index = little ? i / size * size + (size - 1 - i % size) : i;
      if (index < count) {
        text.append(
            bits
                ? Integer.toBinaryString(0x100 | (block[index] & 0xff)).substring(1)
                : byteText(block[index], args.has("u")));
      } else {
        text.repeat(' ', unit);
      }
      if ((i + 1) % size == 0) {
        text.append(' ');
      }
    }
    if (block.length % size != 0) {
      text.append(' ');
    }
    text.append(' ');
    for (int i = 0; i < count; i++) {
      char c = (char) (block[i] & 0xff);
      text.append(c >= ' ' && c < 127 ? c : '.');
    }
    return text.toString();
  }

  private static void include(In in, Out out, int columns, long most, String name)
      throws ErrnoException {
    String variable = name.replaceAll("[^A-Za-z0-9]", "_");
    boolean named = !variable.isEmpty() && !name.equals("-");
    if (named && Character.isDigit(variable.charAt(0))) {
      variable = "__" + variable;
    }
    if (named) {
      out.println("unsigned char " + variable + "[] = {");
    }
    long count = 0;
    for (int c = in.read(); c >= 0 && count < most; c = in.read()) {
      out.print(count == 0 ? "  " : count % columns == 0 ? ",\n  " : ", ");
      out.print("0x" + byteText((byte) c, false));
      count++;
    }
    out.print(count > 0 ? "\n" : "");
    if (named) {
      out.println("};").println("unsigned int " + variable + "_len = " + count + ";");
    }
  }

  private static void reverse(In in, Out out, boolean plain) throws ErrnoException {
    long written = 0;
    for (var next = in.line(); next.isPresent(); next = in.line()) {
      String text = next.get();
      if (!plain) {
        int colon = text.indexOf(':');
        if (colon < 0) {
          continue;
        }
        long at =
            Long.parseLong(
                "0" + text.substring(0, colon).strip().replaceAll("[^0-9a-fA-F]", ""), 16);
        for (; written < at; written++) {
          out.write(0);
        }
        int end = text.indexOf("  ", colon + 2);
        text = text.substring(colon + 1, end < 0 ? text.length() : end);
      }
      String digits = text.replaceAll("[^0-9a-fA-F]", "");
      for (int i = 0; i + 1 < digits.length(); i += 2) {
        out.write(Integer.parseInt(digits.substring(i, i + 2), 16));
        written++;
      }
    }
  }
}
