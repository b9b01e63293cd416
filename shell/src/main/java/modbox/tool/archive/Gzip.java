package modbox.tool.archive;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Directories;

/** gzip, gunzip and zcat. */
public final class Gzip implements Tool {
  private static final int WARNING = 2;
  private static final long SECOND = 1_000_000_000L;

  private final ToolSpec spec;

  public Gzip(String name) {
    var options = new ArrayList<ToolSpec.Option>();
    options.addAll(
        List.of(
            flag('c', "stdout", "write on standard output, keep original files unchanged"),
            flag('d', "decompress", "decompress"),
            flag('f', "force", "force overwrite of output file and compress links"),
            flag('k', "keep", "keep (don't delete) input files"),
            flag('l', "list", "list compressed file contents"),
            flag('n', "no-name", "do not save or restore the original name and timestamp"),
            flag('N', "name", "save or restore the original name and timestamp"),
            flag('q', "quiet", "suppress all warnings"),
            flag('r', "recursive", "operate recursively on directories"),
            value('S', "suffix", "SUF", "use suffix SUF on compressed files"),
            flag('t', "test", "test compressed file integrity"),
            flag('v', "verbose", "verbose mode"),
            flag((char) 0, "fast", "compress faster"),
            flag((char) 0, "best", "compress better")));
    for (char level = '1'; level <= '9'; level++) {
      options.add(flag(level, "", "compression level"));
    }
    spec =
        ToolSpec.of(
            name,
            "[OPTION]... [FILE]...",
            name.equals("gzip") ? "Compress or uncompress FILEs" : "Uncompress FILEs",
            options.toArray(new ToolSpec.Option[0]));
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public String hint(Proc proc) {
    return "Try `" + proc.name() + " --help' for more information.\n";
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException {
    boolean unpacks =
        !spec.name().equals("gzip")
            || args.has("decompress")
            || args.has("test")
            || args.has("list");
    var job = new Job(proc, args, unpacks, spec.name().equals("zcat") || args.has("stdout"));
    if (args.has("list")) {
      proc.out().println("         compressed        uncompressed  ratio uncompressed_name");
    }
    for (String file : args.operands().isEmpty() ? List.of("-") : args.operands()) {
      job.operand(file);
    }
    return new ExitStatus(job.status);
  }

  private static final class Job {
    private final Proc proc;
    private final Args args;
    private final boolean unpacks;
    private final boolean toStdout;
    private final String suffix;
    private final int level;
    private int status;

    Job(Proc proc, Args args, boolean unpacks, boolean toStdout) {
      this.proc = proc;
      this.args = args;
      this.unpacks = unpacks;
      this.toStdout = toStdout;
      suffix = args.value("suffix").orElse(".gz");
      int found = args.has("best") ? 9 : args.has("fast") ? 1 : 6;
      for (int i = 1; i <= 9; i++) {
        found = args.has(Integer.toString(i)) ? i : found;
      }
      level = found;
    }

    void operand(String name) throws ErrnoException {
      if (name.equals("-")) {
        stream();
        return;
      }
      Optional<String> path = find(name);
      if (path.isEmpty()) {
        return;
      }
      Stat stat = proc.sys().stat(path.get());
      if (stat.isDirectory()) {
        directory(path.get());
      } else {
        file(path.get(), stat);
      }
    }

    /** A file to unpack may be named without its suffix. */
    private Optional<String> find(String name) throws ErrnoException {
      ErrnoException failure;
      try {
        proc.sys().stat(name);
        return Optional.of(name);
      } catch (ErrnoException e) {
        failure = e;
      }
      String full = unpacks && !name.endsWith(suffix) ? name + suffix : name;
      try {
        proc.sys().stat(full);
        return Optional.of(full);
      } catch (ErrnoException e) {
        complain(1, full + ": " + failure.errno().text());
        return Optional.empty();
      }
    }

    private void complain(int severity, String message) throws ErrnoException {
      if (severity == 1 || !args.has("quiet")) {
        proc.err("gzip: " + message + "\n"); // gunzip and zcat are gzip by another name
      }
      status = status == 1 ? 1 : Math.max(status, severity);
    }

    private void directory(String path) throws ErrnoException {
      if (!args.has("recursive")) {
        complain(WARNING, path + " is a directory -- ignored");
        return;
      }
      for (String name : Directories.names(proc.sys(), path)) {
        operand(path + "/" + name);
      }
    }

    private void stream() throws ErrnoException {
      byte[] in = In.readAll(proc.sys(), 0);
      if (!unpacks) {
        if (proc.sys().isatty(1) && !args.has("force")) {
          proc.complain(
              "compressed data not written to a terminal. Use -f to force compression.\n"
                  + "For help, type: gzip -h");
          status = 1;
          return;
        }
        proc.out().write(Coding.gzip(proc.sys(), in, level, 0, ""));
        return;
      }
      unpack("stdin", in).ifPresent(this::keepLast);
      if (last != null && !args.has("test")) {
        proc.out().write(last);
      }
    }

    private byte @org.jspecify.annotations.Nullable [] last;

    private void keepLast(byte[] bytes) {
      last = bytes;
    }

    private Optional<byte[]> unpack(String name, byte[] packed) throws ErrnoException {
      if (packed.length == 0) {
        proc.err("\n");
        complain(1, name + ": unexpected end of file");
        return Optional.empty();
      } else if (!Coding.isGzip(packed)) {
        if (toStdout && args.has("force")) {
          return Optional.of(packed);
        }
        proc.err("\n");
        complain(1, name + ": not in gzip format");
        return Optional.empty();
      }
      Optional<byte[]> plain = Coding.gunzip(proc.sys(), packed);
      if (plain.isEmpty()) {
        proc.err("\n");
        complain(1, name + ": unexpected end of file");
      }
      return plain;
    }

    private void file(String path, Stat stat) throws ErrnoException {
      if (!unpacks && path.endsWith(suffix) && !toStdout) {
        complain(0, path + " already has " + suffix + " suffix -- unchanged");
        return;
      }
      boolean named = path.endsWith(suffix) || path.endsWith(".tgz");
      if (unpacks && !named && !toStdout && !args.has("list") && !args.has("test")) {
        complain(WARNING, path + ": unknown suffix -- ignored");
        return;
      }
      byte[] in = proc.readFile(path);
      String base = path.substring(path.lastIndexOf('/') + 1);
      Optional<byte[]> result =
          unpacks
              ? unpack(path, in)
              : Optional.of(
                  Coding.gzip(
                      proc.sys(),
                      in,
                      level,
                      noName() ? 0 : stat.mtime() / SECOND,
                      noName() ? "" : base));
      if (result.isEmpty()) {
        return;
      }
      byte[] out = result.get();
      if (args.has("list")) {
        list(path, in.length, out.length);
      } else if (args.has("test")) {
        if (args.has("verbose")) {
          proc.err(path + ":\t OK\n");
        }
      } else if (toStdout) {
        proc.out().write(out);
      } else {
        replace(path, stat, in, out);
      }
    }

    private boolean noName() {
      return args.has("no-name");
    }

    private String plainName(String path) {
      return path.endsWith(suffix)
          ? path.substring(0, path.length() - suffix.length())
          : path.endsWith(".tgz") ? path.substring(0, path.length() - 4) + ".tar" : path;
    }

    private void list(String path, long packed, long plain) throws ErrnoException {
      double ratio = plain == 0 ? 0 : 100.0 * (plain - packed + 18) / plain;
      proc.out().printf("%19d %19d %5.1f%% %s%n", packed, plain, ratio, plainName(path));
    }

    private void replace(String path, Stat stat, byte[] in, byte[] out) throws ErrnoException {
      String target = unpacks ? plainName(path) : path + suffix;
      if (!args.has("force") && exists(target)) {
        complain(WARNING, target + " already exists;\tnot overwritten");
        return;
      }
      int fd = proc.sys().open(target, Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC, 0600);
      new Out(proc.sys(), fd).write(out).flush();
      proc.sys().fchmod(fd, stat.permissions());
      proc.sys().close(fd);
      proc.sys().utimens(target, stat.atime(), stat.mtime(), true);
      if (!args.has("keep")) {
        proc.sys().unlink(path);
      }
      if (args.has("verbose")) {
        long plain = unpacks ? out.length : in.length;
        long packed = unpacks ? in.length : out.length;
        double ratio = plain == 0 ? 0 : 100.0 * (plain - packed) / plain;
        proc.err(
            String.format(
                Locale.ROOT,
                "%s:\t%5.1f%% -- %s %s\n",
                path,
                ratio,
                args.has("keep") ? "created" : "replaced with",
                target));
      }
    }

    private boolean exists(String path) {
      try {
        proc.sys().lstat(path);
        return true;
      } catch (ErrnoException e) {
        return e.errno() != Errno.ENOENT;
      }
    }
  }
}
