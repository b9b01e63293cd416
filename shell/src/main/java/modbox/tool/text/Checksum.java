package modbox.tool.text;

import static modbox.user.ToolSpec.flag;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Prints and checks digests: md5sum and the shasums. */
public final class Checksum implements Tool {
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "md5sum", "MD5",
          "sha1sum", "SHA-1",
          "sha224sum", "SHA-224",
          "sha256sum", "SHA-256",
          "sha384sum", "SHA-384",
          "sha512sum", "SHA-512");

  private final ToolSpec spec;
  private final String algorithm;

  /**
   * The tool of this name.
   *
   * @param name {@code md5sum}, {@code sha1sum} …
   */
  public Checksum(String name) {
    algorithm = ALGORITHMS.getOrDefault(name, "SHA-256");
    spec =
        ToolSpec.of(
            name,
            "[OPTION]... [FILE]...",
            "Print or check " + algorithm.replace("-", "") + " checksums",
            flag('b', "binary", "read in binary mode"),
            flag('c', "check", "read checksums from the FILEs and check them"),
            flag((char) 0, "tag", "create a BSD-style checksum"),
            flag('t', "text", "read in text mode (default)"),
            flag('z', "zero", "end each output line with NUL, not newline"),
            flag((char) 0, "ignore-missing", "don't fail or report status for missing files"),
            flag((char) 0, "quiet", "don't print OK for each successfully verified file"),
            flag((char) 0, "status", "don't output anything, status code shows success"),
            flag((char) 0, "strict", "exit non-zero for improperly formatted checksum lines"),
            flag('w', "warn", "warn about improperly formatted checksum lines"));
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    if (args.has("check")) {
      return check(proc, args);
    }
    return proc.eachInput(
        args.operands(),
        (name, in) -> {
          String digest = digest(in);
          boolean escaped = name.indexOf('\n') >= 0 || name.indexOf('\\') >= 0;
          String shown = escaped ? name.replace("\\", "\\\\").replace("\n", "\\n") : name;
          String line =
              args.has("tag")
                  ? algorithm.replace("-", "") + " (" + shown + ") = " + digest
                  : digest + (args.has("binary") ? " *" : "  ") + shown;
          proc.out().print(escaped ? "\\" : "").print(line).write(args.has("zero") ? 0 : '\n');
        });
  }

  private String digest(In in) throws ErrnoException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has these
    }
    var block = new byte[65536];
    for (int got = in.read(block, 0, block.length);
        got > 0;
        got = in.read(block, 0, block.length)) {
      digest.update(block, 0, got);
    }
    var text = new StringBuilder();
    for (byte b : digest.digest()) {
      text.append(Integer.toHexString(0x100 | (b & 0xff)), 1, 3);
    }
    return text.toString();
  }

  private ExitStatus check(Proc proc, Args args) throws ErrnoException, Failure {
    var counts = new int[4]; // wrong lines, unreadable files, mismatches, good ones
    boolean[] empty = new boolean[1];
    List<String> lists = args.operands();
    ExitStatus status =
        proc.eachInput(
            lists,
            (name, in) -> {
              int before = counts[1] + counts[2] + counts[3];
              for (var line = in.line(); line.isPresent(); line = in.line()) {
                if (!line.get().startsWith("#")) {
                  checkLine(proc, args, line.get(), counts);
                }
              }
              if (counts[1] + counts[2] + counts[3] == before) {
                proc.complain(
                    Quote.ifNeeded(name.equals("-") ? "standard input" : name)
                        + ": no properly formatted checksum lines found");
                empty[0] = true;
              }
            });
    if (!args.has("status")) {
      warn(proc, counts[0], "line is improperly formatted", "lines are improperly formatted");
      warn(proc, counts[1], "listed file could not be read", "listed files could not be read");
      warn(proc, counts[2], "computed checksum did NOT match", "computed checksums did NOT match");
    }
    boolean good =
        status.isOk()
            && !empty[0]
            && counts[1] + counts[2] == 0
            && !(args.has("strict") && counts[0] > 0);
    return good ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  private static void warn(Proc proc, int count, String one, String many) throws ErrnoException {
    if (count > 0) {
      proc.complain("WARNING: " + count + " " + (count == 1 ? one : many));
    }
  }

  private void checkLine(Proc proc, Args args, String line, int[] counts) throws ErrnoException {
    var plain =
        java.util.regex.Pattern.compile("\\\\?([0-9a-fA-F]{32,128})(?:  | \\*)(.*)").matcher(line);
    var tagged =
        java.util.regex.Pattern.compile("[A-Z0-9]+ \\((.*)\\) = ([0-9a-fA-F]{32,128})")
            .matcher(line);
    String wanted;
    String name;
    if (plain.matches()) {
      wanted = plain.group(1);
      name = plain.group(2);
    } else if (tagged.matches()) {
      wanted = tagged.group(2);
      name = tagged.group(1);
    } else {
      counts[0]++;
      return;
    }
    if (line.startsWith("\\")) {
      name = name.replace("\\n", "\n").replace("\\\\", "\\");
    }
    boolean silent = args.has("status");
    try {
      In in = In.open(proc, name);
      boolean good = digest(in).equalsIgnoreCase(wanted);
      in.close();
      counts[good ? 3 : 2]++;
      if (!silent && !(good && args.has("quiet"))) {
        proc.out().println(name + (good ? ": OK" : ": FAILED"));
      }
    } catch (ErrnoException e) {
      if (args.has("ignore-missing") && e.errno() == modbox.abi.Errno.ENOENT) {
        return;
      }
      counts[1]++;
      proc.complain(Quote.ifNeeded(name), e);
      if (!silent) {
        proc.out().println(name + ": FAILED open or read");
      }
    }
  }
}
