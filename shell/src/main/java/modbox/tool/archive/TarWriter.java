package modbox.tool.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.file.Accounts;
import modbox.user.file.Directories;
import modbox.user.text.Glob;

/** Writes archives. */
final class TarWriter {
  private static final int RECORD = 20 * TarEntry.BLOCK;
  private static final long SECOND = 1_000_000_000L;

  private final Proc proc;
  private final Args args;
  private final Accounts accounts;
  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
  private final Map<String, String> linked = new TreeMap<>();
  private boolean failed;
  private boolean told;

  TarWriter(Proc proc, Args args) {
    this.proc = proc;
    this.args = args;
    accounts = new Accounts(proc);
  }

  ExitStatus create(List<String> names, boolean append) throws ErrnoException, Failure {
    String file = args.value("file").orElse("-");
    int fd = open(file);
    if (append && fd != 1) {
      byte[] old = proc.readFile(file);
      int end = end(old);
      archive.write(old, 0, end);
    }
    String back = proc.sys().getcwd();
    for (String directory : args.values("directory")) {
      change(proc, directory);
    }
    for (String name : names) {
      add(name);
    }
    proc.sys().chdir(back);
    archive.writeBytes(new byte[2 * TarEntry.BLOCK]);
    archive.writeBytes(new byte[(RECORD - archive.size() % RECORD) % RECORD]);
    byte[] bytes = archive.toByteArray();
    boolean suffix = file.endsWith(".gz") || file.endsWith(".tgz");
    if (args.has("gzip") || (args.has("auto-compress") && suffix)) {
      bytes = Coding.gzip(proc.sys(), bytes, 6, 0, "");
    }
    if (fd == 1) {
      proc.out().write(bytes);
    } else {
      new Out(proc.sys(), fd).write(bytes).flush();
      proc.sys().close(fd);
    }
    if (failed) {
      proc.complain("Exiting with failure status due to previous errors");
    }
    return failed ? new ExitStatus(Tar.TROUBLE) : ExitStatus.OK;
  }

  static void change(Proc proc, String directory) throws Failure {
    try {
      proc.sys().chdir(directory);
    } catch (ErrnoException e) {
      throw new Failure(
          Tar.TROUBLE,
          directory
              + ": Cannot open: "
              + e.errno().text()
              + "\n"
              + proc.name()
              + ": Error is not recoverable: exiting now");
    }
  }

  private int open(String file) throws Failure {
    if (file.equals("-")) {
      return 1;
    }
    try {
      int how = Open.WRONLY | Open.CREAT | Open.CLOEXEC;
      return proc.sys().open(file, args.has("append") ? how : how | Open.TRUNC, 0666);
    } catch (ErrnoException e) {
      throw new Failure(
          Tar.TROUBLE,
          file
              + ": Cannot open: "
              + e.errno().text()
              + "\n"
              + proc.name()
              + ": Error is not recoverable: exiting now");
    }
  }

  /** Where the entries of an archive end. */
  private static int end(byte[] old) {
    int at = 0;
    while (at + TarEntry.BLOCK <= old.length) {
      byte[] block = java.util.Arrays.copyOfRange(old, at, at + TarEntry.BLOCK);
      if (!TarEntry.isValid(block)) {
        break;
      }
      long size = TarEntry.decode(block).size();
      at += TarEntry.BLOCK + (int) ((size + TarEntry.BLOCK - 1) / TarEntry.BLOCK) * TarEntry.BLOCK;
    }
    return Math.min(at, old.length);
  }

  private void add(String path) throws ErrnoException {
    proc.sys().checkpoint();
    String base = path.substring(path.lastIndexOf('/') + 1);
    for (String pattern : args.values("exclude")) {
      if (Glob.matches(pattern, path) || Glob.matches(pattern, base)) {
        return;
      }
    }
    Stat stat;
    byte[] content = {};
    String link = "";
    try {
      stat = args.has("dereference") ? proc.sys().stat(path) : proc.sys().lstat(path);
      if (stat.isRegular()) {
        content = proc.readFile(path);
      } else if (stat.isSymlink()) {
        link = proc.sys().readlink(path);
      }
    } catch (ErrnoException e) {
      proc.complain(path + ": Cannot stat: " + e.errno().text());
      failed = true;
      return;
    }
    write(path, stat, content, link);
    if (stat.isDirectory()) {
      List<String> names = new java.util.ArrayList<>(Directories.names(proc.sys(), path));
      names.sort(null);
      for (String name : names) {
        add(path.endsWith("/") ? path + name : path + "/" + name);
      }
    }
  }

  private void write(String path, Stat stat, byte[] content, String target) throws ErrnoException {
    String name = stat.isDirectory() && !path.endsWith("/") ? path + "/" : path;
    if (!args.has("absolute-names")) {
      name = relative(name);
    }
    String first =
        stat.isRegular() && stat.nlink() > 1
            ? linked.putIfAbsent(stat.dev() + ":" + stat.ino(), name)
            : null;
    String link = first == null ? target : first;
    byte[] body = first == null ? content : new byte[0];
    char type = first == null ? type(stat) : '1';
    var entry =
        new TarEntry(
            name,
            stat.permissions(),
            args.has("owner") ? owner() : stat.uid(),
            args.has("group") ? group() : stat.gid(),
            body.length,
            stat.mtime() / SECOND,
            type,
            link,
            args.has("numeric-owner")
                ? ""
                : accounts.userName(args.has("owner") ? owner() : stat.uid()),
            args.has("numeric-owner")
                ? ""
                : accounts.groupName(args.has("group") ? group() : stat.gid()),
            Dev.major(stat.rdev()),
            Dev.minor(stat.rdev()));
    if (link.length() > TarEntry.NAME) {
      extended(link, 'K');
    }
    if (name.length() > TarEntry.NAME) {
      extended(name, 'L');
    }
    archive.writeBytes(entry.encode());
    archive.writeBytes(body);
    archive.writeBytes(new byte[(TarEntry.BLOCK - body.length % TarEntry.BLOCK) % TarEntry.BLOCK]);
    if (args.has("verbose")) {
      String line = args.count("verbose") > 1 ? TarReader.detail(proc, args, entry) : name;
      if (args.value("file").orElse("-").equals("-")) {
        proc.err(line + "\n");
      } else {
        proc.out().println(line);
      }
    }
  }

  private int owner() {
    return accounts.uid(args.value("owner").orElse("0")).orElse(0);
  }

  private int group() {
    return accounts.gid(args.value("group").orElse("0")).orElse(0);
  }

  private String relative(String name) throws ErrnoException {
    if (!name.startsWith("/")) {
      return name;
    }
    if (!told) {
      proc.complain("Removing leading `/' from member names");
      told = true;
    }
    String rest = name;
    while (rest.startsWith("/")) {
      rest = rest.substring(1);
    }
    return rest.isEmpty() ? "./" : rest;
  }

  /** GNU's way to write a long name: an entry of its own before the one it names. */
  private void extended(String text, char type) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
    archive.writeBytes(
        new TarEntry("././@LongLink", 0644, 0, 0, bytes.length, 0, type, "", "root", "root", 0, 0)
            .encode());
    archive.writeBytes(bytes);
    archive.writeBytes(new byte[(TarEntry.BLOCK - bytes.length % TarEntry.BLOCK) % TarEntry.BLOCK]);
  }

  private static char type(Stat stat) {
    return switch (stat.type()) {
      case Mode.LNK -> '2';
      case Mode.CHR -> '3';
      case Mode.BLK -> '4';
      case Mode.DIR -> '5';
      case Mode.FIFO -> '6';
      default -> '0';
    };
  }

  static byte[] input(Proc proc, String file) throws ErrnoException {
    return file.equals("-") ? In.readAll(proc.sys(), 0) : proc.readFile(file);
  }
}
