package modbox.tool.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import modbox.abi.Dev;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.file.Accounts;
import modbox.user.text.Glob;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** Lists and unpacks archives. */
final class TarReader {
  private static final long SECOND = 1_000_000_000L;

  private record Late(String path, TarEntry entry) {}

  private final Proc proc;
  private final Args args;
  private final boolean extracts;
  private final int strip;
  private final List<Late> directories = new ArrayList<>();
  private boolean failed;
  private boolean told;

  TarReader(Proc proc, Args args, boolean extracts) throws Failure {
    this.proc = proc;
    this.args = args;
    this.extracts = extracts;
    String text = args.value("strip-components").orElse("0");
    if (!text.matches("[0-9]{1,4}")) {
      throw new Failure(Tar.TROUBLE, text + ": Invalid number of elements");
    }
    strip = Integer.parseInt(text);
  }

  ExitStatus run(List<String> names) throws ErrnoException, Failure {
    byte[] bytes = bytes();
    for (String directory : args.values("directory")) {
      TarWriter.change(proc, directory);
    }
    var wanted = new TreeSet<>(names);
    String longName = "";
    String longLink = "";
    int at = 0;
    while (at + TarEntry.BLOCK <= bytes.length) {
      proc.sys().checkpoint();
      byte[] block = Arrays.copyOfRange(bytes, at, at + TarEntry.BLOCK);
      if (block[0] == 0) {
        break;
      }
      if (!TarEntry.isValid(block)) {
        break;
      }
      TarEntry entry = TarEntry.decode(block);
      at += TarEntry.BLOCK;
      int size = (int) Math.min(entry.size(), bytes.length - at);
      if (size < entry.size()) {
        throw fatal("Unexpected EOF in archive");
      }
      byte[] content = Arrays.copyOfRange(bytes, at, at + size);
      at += (size + TarEntry.BLOCK - 1) / TarEntry.BLOCK * TarEntry.BLOCK;
      if (entry.type() == 'L') {
        longName = text(content);
      } else if (entry.type() == 'K') {
        longLink = text(content);
      } else if (entry.type() != 'x' && entry.type() != 'g') {
        entry =
            entry.named(
                longName.isEmpty() ? entry.name() : longName,
                longLink.isEmpty() ? entry.link() : longLink);
        longName = "";
        longLink = "";
        if (matches(entry.name(), names, wanted)) {
          one(entry, content);
        }
      }
    }
    finish();
    boolean cut = at < bytes.length && at + TarEntry.BLOCK > bytes.length;
    if (cut || (at < bytes.length && bytes[at] != 0)) {
      proc.complain("This does not look like a tar archive");
      failed = true;
    }
    for (String name : wanted) {
      proc.complain(name + ": Not found in archive");
      failed = true;
    }
    if (failed) {
      proc.complain("Exiting with failure status due to previous errors");
    }
    return failed ? new ExitStatus(Tar.TROUBLE) : ExitStatus.OK;
  }

  private static String text(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
  }

  private Failure fatal(String message) {
    return new Failure(
        Tar.TROUBLE, message + "\n" + proc.name() + ": Error is not recoverable: exiting now");
  }

  private byte[] bytes() throws ErrnoException, Failure {
    String file = args.value("file").orElse("-");
    byte[] bytes;
    try {
      bytes = TarWriter.input(proc, file);
    } catch (ErrnoException e) {
      throw fatal(file + ": Cannot open: " + e.errno().text());
    }
    if (!Coding.isGzip(bytes)) {
      if (args.has("gzip")) {
        proc.err("\ngzip: stdin: not in gzip format\n");
        proc.complain("Child returned status 1");
        throw fatal("Error is not recoverable: exiting now");
      }
      return bytes;
    }
    Optional<byte[]> plain = Coding.gunzip(proc.sys(), bytes);
    return plain.orElseThrow(() -> fatal("Unexpected EOF in archive"));
  }

  /** An operand stands for itself and, if it is a directory, for all below it. */
  private boolean matches(String name, List<String> names, java.util.Set<String> wanted) {
    for (String pattern : args.values("exclude")) {
      String base = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
      if (Glob.matches(pattern, base)
          || Glob.matches(pattern, base.substring(base.lastIndexOf('/') + 1))) {
        return false;
      }
    }
    if (names.isEmpty()) {
      return true;
    }
    for (String each : names) {
      String plain = each.endsWith("/") ? each.substring(0, each.length() - 1) : each;
      if (name.equals(plain) || name.startsWith(plain + "/")) {
        wanted.remove(each);
        return true;
      }
    }
    return false;
  }

  private void one(TarEntry entry, byte[] content) throws ErrnoException {
    if (!extracts) {
      proc.out().println(args.has("verbose") ? detail(proc, args, entry) : entry.name());
      return;
    }
    Optional<String> path = path(entry.name());
    if (path.isEmpty()) {
      return;
    }
    if (args.has("verbose")) {
      String line = args.count("verbose") > 1 ? detail(proc, args, entry) : entry.name();
      if (args.has("to-stdout")) {
        proc.err(line + "\n");
      } else {
        proc.out().println(line);
      }
    }
    if (args.has("to-stdout")) {
      if (entry.type() == '0') {
        proc.out().write(content);
      }
      return;
    }
    try {
      extract(path.get(), entry, content);
    } catch (ErrnoException e) {
      proc.complain(entry.name() + ": Cannot open: " + e.errno().text());
      failed = true;
    }
  }

  private Optional<String> path(String name) throws ErrnoException {
    String path = name;
    if (path.startsWith("/") && !args.has("absolute-names")) {
      if (!told) {
        proc.complain("Removing leading `/' from member names");
        told = true;
      }
      while (path.startsWith("/")) {
        path = path.substring(1);
      }
    }
    if (List.of(path.split("/")).contains("..") && !args.has("absolute-names")) {
      proc.complain(name + ": Member name contains '..', skipped");
      failed = true;
      return Optional.empty();
    }
    for (int i = 0; i < strip; i++) {
      int slash = path.indexOf('/');
      if (slash < 0) {
        return Optional.empty();
      }
      path = path.substring(slash + 1);
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(path);
  }

  private void extract(String path, TarEntry entry, byte[] content) throws ErrnoException {
    var sys = proc.sys();
    parents(path);
    if (entry.type() == '5') {
      try {
        sys.mkdir(path, 0700);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EEXIST) {
          throw e;
        }
      }
      directories.add(new Late(path, entry));
      return;
    }
    remove(path);
    switch (entry.type()) {
      case '1' -> sys.link(path(entry.link()).orElse(entry.link()), path);
      case '2' -> sys.symlink(entry.link(), path);
      case '3' -> sys.mknod(path, Mode.CHR | entry.mode(), Dev.make(entry.major(), entry.minor()));
      case '4' -> sys.mknod(path, Mode.BLK | entry.mode(), Dev.make(entry.major(), entry.minor()));
      case '6' -> sys.mknod(path, Mode.FIFO | entry.mode(), 0);
      default -> {
        int fd = sys.open(path, Open.WRONLY | Open.CREAT | Open.EXCL | Open.CLOEXEC, 0600);
        new Out(sys, fd).write(content).flush();
        sys.close(fd);
      }
    }
    if (entry.type() != '1' && entry.type() != '2') {
      attributes(path, entry);
    }
  }

  private void remove(String path) throws ErrnoException {
    if (args.has("keep-old-files")) {
      return;
    }
    try {
      proc.sys().unlink(path);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  private void parents(String path) throws ErrnoException {
    for (int slash = path.indexOf('/', 1);
        slash > 0 && slash < path.length() - 1;
        slash = path.indexOf('/', slash + 1)) {
      try {
        proc.sys().mkdir(path.substring(0, slash), 0777);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EEXIST) {
          throw e;
        }
      }
    }
  }

  private void attributes(String path, TarEntry entry) throws ErrnoException {
    var sys = proc.sys();
    boolean root = sys.credentials().euid() == 0;
    if (root && !args.has("no-same-owner")) {
      var accounts = new Accounts(proc);
      boolean numeric = args.has("numeric-owner");
      int uid = numeric ? entry.uid() : accounts.uid(entry.user()).orElse(entry.uid());
      int gid = numeric ? entry.gid() : accounts.gid(entry.group()).orElse(entry.gid());
      sys.chown(path, uid, gid);
    }
    int mode = entry.mode() & 07777;
    if (!root && !args.has("preserve-permissions")) {
      int mask = sys.umask(0);
      sys.umask(mask);
      mode &= ~mask & 0777;
    }
    sys.chmod(path, mode);
    if (!args.has("touch")) {
      sys.utimens(path, entry.time() * SECOND, entry.time() * SECOND, true);
    }
  }

  /** Directories get their modes and times last: what is put in would change them. */
  private void finish() throws ErrnoException {
    for (Late late : directories.reversed()) {
      attributes(late.path(), late.entry());
    }
  }

  /** A line as {@code ls -l} writes it. */
  static String detail(Proc proc, Args args, TarEntry entry) {
    boolean numeric = args.has("numeric-owner");
    String user = numeric || entry.user().isEmpty() ? "" + entry.uid() : entry.user();
    String group = numeric || entry.group().isEmpty() ? "" + entry.gid() : entry.group();
    String size =
        entry.type() == '3' || entry.type() == '4'
            ? entry.major() + "," + entry.minor()
            : Long.toString(entry.size());
    String owner = user + "/" + group;
    String pad = " ".repeat(Math.max(1, 19 - owner.length() - size.length()));
    String time = Strftime.format("%Y-%m-%d %H:%M", entry.time() * SECOND, Zone.of(proc));
    String link =
        entry.type() == '2'
            ? " -> " + entry.link()
            : entry.type() == '1' ? " link to " + entry.link() : "";
    return letters(entry) + " " + owner + pad + size + " " + time + " " + entry.name() + link;
  }

  private static String letters(TarEntry entry) {
    char type =
        switch (entry.type()) {
          case '1' -> 'h';
          case '2' -> 'l';
          case '3' -> 'c';
          case '4' -> 'b';
          case '5' -> 'd';
          case '6' -> 'p';
          default -> '-';
        };
    var text = new StringBuilder().append(type);
    for (int shift = 6; shift >= 0; shift -= 3) {
      int bits = entry.mode() >> shift;
      boolean special = (entry.mode() >> (9 + shift / 3) & 1) != 0;
      boolean runs = (bits & 1) != 0;
      char sticky = shift == 0 ? 't' : 's';
      text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
      text.append(special ? (runs ? sticky : Character.toUpperCase(sticky)) : runs ? 'x' : '-');
    }
    return text.toString();
  }
}
