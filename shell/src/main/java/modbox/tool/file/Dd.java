package modbox.tool.file;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.CFormat;
import modbox.user.text.CharacterClass;
import modbox.user.text.Sizes;

/** Copies blocks. */
public final class Dd implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "dd",
              "[OPERAND]...",
              "Copy a file, converting and formatting according to the operands")
          .parsing(ToolSpec.Parsing.RAW);

  private static final List<String> KEYS =
      List.of(
          "bs", "cbs", "conv", "count", "ibs", "if", "iflag", "obs", "of", "oflag", "seek", "skip",
          "status");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    Map<String, String> given = new TreeMap<>();
    for (String word : args.raw()) {
      int eq = word.indexOf('=');
      String key = eq < 0 ? "" : word.substring(0, eq);
      if (word.equals("--")) {
        continue;
      } else if (!KEYS.contains(key)) {
        throw new Args.UsageException("unrecognized operand " + Quote.always(word));
      }
      given.put(key, word.substring(eq + 1));
    }
    return new Copy(proc, given).run();
  }

  private static final class Copy {
    private final Proc proc;
    private final Map<String, String> given;
    private final int inputBlock;
    private final int outputBlock;
    private final List<String> conversions;
    private final List<String> inputFlags;
    private final List<String> outputFlags;
    private final boolean separate;
    private long fullIn;
    private long partialIn;
    private long fullOut;
    private long partialOut;
    private long bytes;
    private long start;
    private int in;
    private int out = 1;
    private byte[] pending = new byte[0];
    private int held;

    Copy(Proc proc, Map<String, String> given) throws Failure {
      this.proc = proc;
      this.given = given;
      separate = !given.containsKey("bs");
      inputBlock = block(separate ? "ibs" : "bs");
      outputBlock = block(separate ? "obs" : "bs");
      conversions = words("conv");
      inputFlags = words("iflag");
      outputFlags = words("oflag");
    }

    private List<String> words(String key) {
      String text = given.getOrDefault(key, "");
      return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    private int block(String key) throws Failure {
      long size = number(key, 512);
      if (size <= 0 || size > 1 << 30) {
        throw new Failure("invalid number: " + Quote.always(given.getOrDefault(key, "")));
      }
      return (int) size;
    }

    private long number(String key, long usual) throws Failure {
      String text = given.get(key);
      if (text == null) {
        return usual;
      }
      String bare =
          text.endsWith("B") && !text.matches(".*[A-Za-z]{1,2}B")
              ? text.substring(0, text.length() - 1)
              : text;
      long product = 1;
      for (String factor : bare.split("x", -1)) {
        product *=
            Sizes.parse(factor)
                .orElseThrow(() -> new Failure("invalid number: " + Quote.always(text)));
      }
      return product;
    }

    private long position(String key, int block, List<String> flags, String flag) throws Failure {
      boolean inBytes =
          flags.contains(flag) || given.getOrDefault(key, "").matches("[0-9]+[A-Za-z]*B");
      return number(key, 0) * (inBytes ? 1 : block);
    }

    ExitStatus run() throws ErrnoException, Failure {
      start = proc.sys().clock(1);
      open();
      skip();
      try {
        loop();
        flush();
        if (conversions.contains("fsync") || conversions.contains("fdatasync")) {
          proc.sys().fsync(out);
        }
      } catch (ErrnoException e) {
        report();
        return ExitStatus.FAILURE;
      }
      report();
      return ExitStatus.OK;
    }

    private void open() throws Failure, ErrnoException {
      String file = given.get("if");
      try {
        if (file != null) {
          in =
              proc.sys()
                  .open(
                      file,
                      Open.RDONLY
                          | Open.CLOEXEC
                          | (inputFlags.contains("nonblock") ? Open.NONBLOCK : 0));
        }
        file = given.get("of");
        if (file != null) {
          int how = Open.WRONLY | Open.CLOEXEC;
          how |= conversions.contains("nocreat") ? 0 : Open.CREAT;
          how |= conversions.contains("excl") ? Open.EXCL : 0;
          how |= outputFlags.contains("append") ? Open.APPEND : 0;
          boolean truncates = !conversions.contains("notrunc") && number("seek", 0) == 0;
          out = proc.sys().open(file, truncates ? how | Open.TRUNC : how, 0666);
        }
      } catch (ErrnoException e) {
        throw new Failure(
            "failed to open " + Quote.always(String.valueOf(file)) + ": " + e.errno().text());
      }
    }

    private void skip() throws Failure, ErrnoException {
      long skip = position("skip", inputBlock, inputFlags, "skip_bytes");
      if (skip > 0) {
        try {
          proc.sys().lseek(in, skip, Open.SEEK_CUR);
        } catch (ErrnoException e) {
          read(skip);
        }
      }
      long seek = position("seek", outputBlock, outputFlags, "seek_bytes");
      if (seek > 0) {
        boolean regular = proc.sys().fstat(out).isRegular();
        if (regular && given.containsKey("of") && !conversions.contains("notrunc")) {
          proc.sys().ftruncate(out, seek);
        }
        proc.sys().lseek(out, seek, Open.SEEK_SET);
      }
    }

    private void read(long skip) throws ErrnoException {
      var buffer = new byte[8192];
      long left = skip;
      while (left > 0) {
        int got = proc.sys().read(in, buffer, 0, (int) Math.min(left, buffer.length));
        if (got == 0) {
          return;
        }
        left -= got;
      }
    }

    private void loop() throws ErrnoException, Failure {
      boolean countBytes =
          inputFlags.contains("count_bytes")
              || given.getOrDefault("count", "").matches("[0-9]+[A-Za-z]*B");
      long count = given.containsKey("count") ? number("count", 0) : Long.MAX_VALUE;
      var buffer = new byte[inputBlock];
      long taken = 0;
      while (taken < count) {
        int want = countBytes ? (int) Math.min(inputBlock, count - taken) : inputBlock;
        int got = fill(buffer, want);
        if (got == 0) {
          return;
        }
        taken += countBytes ? got : 1;
        if (got == inputBlock) {
          fullIn++;
        } else {
          partialIn++;
        }
        if (got < inputBlock && conversions.contains("sync")) {
          java.util.Arrays.fill(buffer, got, inputBlock, (byte) 0);
          got = inputBlock;
        }
        convert(buffer, got);
        put(buffer, got);
      }
    }

    private int fill(byte[] buffer, int want) throws ErrnoException {
      int got = 0;
      do {
        int more;
        try {
          more = proc.sys().read(in, buffer, got, want - got);
        } catch (ErrnoException e) {
          String name = given.getOrDefault("if", "standard input");
          proc.complain("error reading " + Quote.always(name), e);
          if (!conversions.contains("noerror") || e.errno() == Errno.EISDIR) {
            throw e;
          }
          return 0;
        }
        if (more == 0) {
          break;
        }
        got += more;
      } while (inputFlags.contains("fullblock") && got < want);
      return got;
    }

    private void convert(byte[] buffer, int count) {
      boolean upper = conversions.contains("ucase");
      boolean lower = conversions.contains("lcase");
      for (int i = 0; (upper || lower) && i < count; i++) {
        char c = (char) (buffer[i] & 0xff);
        buffer[i] = (byte) (upper ? CharacterClass.toUpper(c) : CharacterClass.toLower(c));
      }
      if (conversions.contains("swab")) {
        for (int i = 0; i + 1 < count; i += 2) {
          byte b = buffer[i];
          buffer[i] = buffer[i + 1];
          buffer[i + 1] = b;
        }
      }
    }

    private void put(byte[] buffer, int count) throws ErrnoException {
      if (!separate || inputBlock == outputBlock) {
        write(buffer, 0, count);
        return;
      }
      if (pending.length == 0) {
        pending = new byte[outputBlock];
      }
      for (int done = 0; done < count; ) {
        int now = Math.min(count - done, outputBlock - held);
        System.arraycopy(buffer, done, pending, held, now);
        held += now;
        done += now;
        if (held == outputBlock) {
          write(pending, 0, held);
          held = 0;
        }
      }
    }

    private void flush() throws ErrnoException {
      if (held > 0) {
        write(pending, 0, held);
      }
    }

    private void write(byte[] buffer, int offset, int count) throws ErrnoException {
      int done = 0;
      try {
        while (done < count) {
          done += proc.sys().write(out, buffer, offset + done, count - done);
        }
      } catch (ErrnoException e) {
        String name = given.getOrDefault("of", "standard output");
        proc.complain("error writing " + Quote.always(name), e);
        throw e;
      } finally {
        bytes += done;
        if (done == outputBlock) {
          fullOut++;
        } else if (done > 0) {
          partialOut++;
        }
      }
    }

    private void report() throws ErrnoException {
      String how = given.getOrDefault("status", "");
      if (how.equals("none")) {
        return;
      }
      var text = new StringBuilder();
      text.append(fullIn).append('+').append(partialIn).append(" records in\n");
      text.append(fullOut).append('+').append(partialOut).append(" records out\n");
      if (!how.equals("noxfer")) {
        double seconds = (proc.sys().clock(1) - start) / 1e9;
        text.append(bytes).append(bytes == 1 ? " byte" : " bytes");
        text.append(sizes());
        text.append(" copied, ")
            .append(new CFormat("", 0, -1, 'g').floating(seconds))
            .append(" s, ");
        text.append(seconds > 0 ? rate(bytes / seconds) : "Infinity B").append("/s\n");
      }
      proc.err(text.toString());
    }

    private String sizes() {
      if (bytes < 1000) {
        return "";
      }
      String decimal = spaced(Sizes.human(bytes, 1000)) + "B";
      return bytes < 1024
          ? " (" + decimal + ")"
          : " (" + decimal + ", " + spaced(Sizes.human(bytes, 1024)) + "iB)";
    }

    private static String spaced(String size) {
      return size.substring(0, size.length() - 1) + " " + size.substring(size.length() - 1);
    }

    private static String rate(double perSecond) {
      if (perSecond < 1000) {
        return new CFormat("", 0, -1, 'g').floating(perSecond) + " B";
      }
      return spaced(Sizes.human((long) perSecond, 1000)) + "B";
    }
  }
}
