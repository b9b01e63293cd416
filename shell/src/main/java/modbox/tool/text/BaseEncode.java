package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.Base64;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Encodes and decodes bytes as text: base64, base32. */
public final class BaseEncode implements Tool {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final ToolSpec spec;
  private final boolean sixtyFour;

  /**
   * The tool of this name.
   *
   * @param name {@code base64} or {@code base32}
   */
  public BaseEncode(String name) {
    sixtyFour = name.equals("base64");
    spec =
        ToolSpec.of(
            name,
            "[OPTION]... [FILE]",
            "Encode or decode FILE, or standard input, to standard output",
            flag('d', "decode", "decode data"),
            flag('i', "ignore-garbage", "when decoding, ignore non-alphabet characters"),
            value('w', "wrap", "COLS", "wrap encoded lines after COLS character (default 76)"));
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    if (args.operands().size() > 1) {
      throw new Args.UsageException("extra operand " + Quote.always(args.operands().get(1)));
    }
    String wrap = args.value("wrap").orElse("76");
    long width =
        Sizes.integer(wrap)
            .filter(n -> n >= 0)
            .orElseThrow(() -> new Failure("invalid wrap size: " + Quote.always(wrap)));
    String name = args.operands().isEmpty() ? "-" : args.operands().getFirst();
    In in;
    try {
      in = In.open(proc, name);
    } catch (ErrnoException e) {
      throw new Failure(Quote.ifNeeded(name) + ": " + e.errno().text());
    }
    byte[] all = In.readAll(proc.sys(), in.fd());
    if (args.has("decode")) {
      decode(proc, all, args.has("ignore-garbage"));
      return ExitStatus.OK;
    }
    String text = sixtyFour ? Base64.getEncoder().encodeToString(all) : encode32(all);
    if (width == 0) {
      proc.out().print(text);
      return ExitStatus.OK;
    }
    for (long i = 0; i < text.length(); i += width) {
      proc.out().println(text.substring((int) i, (int) Math.min(text.length(), i + width)));
    }
    return ExitStatus.OK;
  }

  private void decode(Proc proc, byte[] all, boolean lenient) throws ErrnoException, Failure {
    var kept = new StringBuilder();
    boolean garbage = false;
    for (byte b : all) {
      char c = (char) (b & 0xff);
      boolean known =
          c == '='
              || (sixtyFour
                  ? (Character.isLetterOrDigit(c) && c < 128) || c == '+' || c == '/'
                  : BASE32.indexOf(c) >= 0);
      if (known) {
        kept.append(c);
      } else if (c != '\n' && !lenient) {
        garbage = true;
        break;
      }
    }
    String text = kept.toString();
    int unit = sixtyFour ? 4 : 8;
    int whole = text.length() / unit * unit;
    try {
      proc.out()
          .write(
              sixtyFour
                  ? Base64.getDecoder().decode(text.substring(0, whole))
                  : decode32(text.substring(0, whole)));
    } catch (IllegalArgumentException e) {
      throw new Failure("invalid input");
    }
    if (garbage || whole < text.length()) {
      throw new Failure("invalid input");
    }
  }

  private static String encode32(byte[] all) {
    var text = new StringBuilder();
    for (int i = 0; i < all.length; i += 5) {
      long group = 0;
      int count = Math.min(5, all.length - i);
      for (int k = 0; k < 5; k++) {
        group = group << 8 | (k < count ? all[i + k] & 0xff : 0);
      }
      int letters = (count * 8 + 4) / 5;
      for (int k = 0; k < 8; k++) {
        text.append(k < letters ? BASE32.charAt((int) (group >> (35 - 5 * k)) & 31) : '=');
      }
    }
    return text.toString();
  }

  private static byte[] decode32(String text) {
    var out = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i += 8) {
      long group = 0;
      int letters = 0;
      for (int k = 0; k < 8; k++) {
        char c = text.charAt(i + k);
        letters += c == '=' ? 0 : 1;
        group = group << 5 | (c == '=' ? 0 : BASE32.indexOf(c));
      }
      for (int k = 0; k < letters * 5 / 8; k++) {
        out.write((int) (group >> (32 - 8 * k)) & 0xff);
      }
    }
    return out.toByteArray();
  }
}
