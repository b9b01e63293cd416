package modbox.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import modbox.abi.Capability;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.task.ExecTransfer;
import modbox.task.Fd;
import modbox.task.ModuleRequester;
import modbox.task.Processes;
import modbox.task.TaskRow;

/** execve(2): from a path to a program. Source: fs/exec.c, fs/binfmt_script.c. */
final class Exec {
  /** Scripts whose interpreter is a script, at most. Source: exec_binprm, fs/exec.c. */
  private static final int MAX_DEPTH = 5;

  /** Bytes of a file that are looked at: BINPRM_BUF_SIZE. */
  private static final int LINE = 256;

  /** Arguments and environment together, in bytes: a quarter of the default stack limit. */
  private static final long MAX_STRINGS = 2L << 20;

  private final Processes processes;
  private final FileCalls files;
  private final DirectoryCalls directories;
  private final UserPrograms programs;
  private final ModuleRequester modules;

  Exec(
      Processes processes,
      FileCalls files,
      DirectoryCalls directories,
      UserPrograms programs,
      ModuleRequester modules) {
    this.processes = processes;
    this.files = files;
    this.directories = directories;
    this.programs = programs;
    this.modules = modules;
  }

  /** What a path leads to, after all scripts. */
  private record Image(UserProgram program, String exe, List<String> argv, Stat file) {}

  /** Turns the running task into another program; does not return. */
  void run(Syscalls sys, String path, List<String> argv, List<String> environment)
      throws ErrnoException {
    Image image = load(path, argv, environment);
    become(path, image, environment);
    throw new ExecTransfer(() -> image.program().main(sys, image.argv(), environment)).raise();
  }

  /** Runs the program that a task's row names, in that task, which stays as it is. */
  int resume(Syscalls sys, TaskRow row, List<String> environment) throws ErrnoException {
    Image image = load(row.exe(), row.argv(), environment);
    return image.program().main(sys, row.argv(), environment);
  }

  private Image load(String path, List<String> argv, List<String> environment)
      throws ErrnoException {
    checkSize(argv, environment);
    String file = path;
    List<String> words = argv;
    Stat first = null;
    for (int depth = 0; depth <= MAX_DEPTH; depth++) {
      Stat stat = check(file);
      first = first == null ? stat : first;
      byte[] head = head(file);
      if (head.length >= 2 && head[0] == '#' && head[1] == '!') {
        List<String> line = interpreter(head, file);
        var next = new ArrayList<String>(line);
        next.add(file);
        next.addAll(words.isEmpty() ? words : words.subList(1, words.size()));
        words = next;
        file = line.getFirst();
      } else {
        UserProgram program = program(file, head);
        return new Image(program, file, List.copyOf(words), depth == 0 ? first : stat);
      }
    }
    throw Errno.ELOOP.on(path);
  }

  private static void checkSize(List<String> argv, List<String> environment) throws ErrnoException {
    long size = 0;
    for (List<String> strings : List.of(argv, environment)) {
      for (String string : strings) {
        size += string.length() + 9L;
        if (string.length() >= 32 * 4096) {
          throw Errno.E2BIG.on("execve");
        }
      }
    }
    if (size > MAX_STRINGS) {
      throw Errno.E2BIG.on("execve");
    }
  }

  private Stat check(String path) throws ErrnoException {
    Stat stat = directories.stat(path);
    if (!stat.isRegular()) {
      throw Errno.EACCES.on(path);
    }
    directories.eaccess(path, Open.X_OK);
    return stat;
  }

  private byte[] head(String path) throws ErrnoException {
    // The kernel reads what only may be executed, so permissions are not asked a second time.
    Credentials own = processes.self().credentials();
    processes.update(processes.self().withCredentials(withReading(own)));
    try {
      int fd = files.openat(Open.AT_FDCWD, path, Open.RDONLY | Open.CLOEXEC, 0);
      try {
        var head = new byte[ProgramImage.HEAD];
        int length = 0;
        int count = files.read(fd, head, 0, head.length);
        while (count > 0) {
          length += count;
          count = files.read(fd, head, length, head.length - length);
        }
        return Arrays.copyOf(head, length);
      } finally {
        files.close(fd);
      }
    } finally {
      processes.update(processes.self().withCredentials(own));
    }
  }

  private static Credentials withReading(Credentials own) {
    return new Credentials(
        own.uid(),
        own.euid(),
        own.suid(),
        own.fsuid(),
        own.gid(),
        own.egid(),
        own.sgid(),
        own.fsgid(),
        own.groups(),
        own.inheritable(),
        own.permitted(),
        own.effective() | Capability.DAC_READ_SEARCH.bit(),
        own.bounding(),
        own.ambient());
  }

  /** {@code #!}, blanks, the interpreter, blanks, the rest as one argument. */
  private static List<String> interpreter(byte[] head, String path) throws ErrnoException {
    int end = 2;
    int limit = Math.min(head.length, LINE);
    while (end < limit && head[end] != '\n' && head[end] != 0) {
      end++;
    }
    String line = new String(head, 2, end - 2, java.nio.charset.StandardCharsets.ISO_8859_1);
    int start = skipBlanks(line, 0);
    int stop = start;
    while (stop < line.length() && line.charAt(stop) != ' ' && line.charAt(stop) != '\t') {
      stop++;
    }
    if (stop == start || (stop == line.length() && end == LINE)) {
      throw Errno.ENOEXEC.on(path);
    }
    String argument = line.substring(skipBlanks(line, stop));
    int last = argument.length();
    while (last > 0 && (argument.charAt(last - 1) == ' ' || argument.charAt(last - 1) == '\t')) {
      last--;
    }
    String name = line.substring(start, stop);
    return last == 0 ? List.of(name) : List.of(name, argument.substring(0, last));
  }

  private static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private UserProgram program(String path, byte[] head) throws ErrnoException {
    Optional<UserProgram> program = ProgramImage.nameIn(head).flatMap(programs::find);
    if (program.isEmpty()) {
      askForFormat(head);
      throw Errno.ENOEXEC.on(path);
    }
    return program.get();
  }

  /** No format knows the file: one may come as a module, if the head looks binary. */
  private void askForFormat(byte[] head) {
    boolean printable = head.length < 4;
    for (int i = 0; i < Math.min(4, head.length); i++) {
      int c = head[i];
      printable |= i == 0 && (c == '\t' || c == '\n' || (c >= 0x20 && c < 0x7f));
    }
    if (!printable) {
      int magic = (head[2] & 0xff) | ((head[3] & 0xff) << 8);
      String hex = Integer.toHexString(magic);
      modules.request("binfmt-" + "0".repeat(4 - hex.length()) + hex);
    }
  }

  private void become(String path, Image image, List<String> environment) throws ErrnoException {
    var closing = new ArrayList<Integer>();
    for (io.vavr.Tuple2<Integer, Fd> entry : processes.self().fds()) {
      if (entry._2.closeOnExec()) {
        closing.add(entry._1);
      }
    }
    for (int fd : closing) {
      files.close(fd);
    }
    TaskRow row = processes.self();
    processes.update(
        row.edit()
            .comm(path.substring(path.lastIndexOf('/') + 1))
            .exe(image.exe())
            .argv(image.argv())
            .environment(environment)
            .credentials(credentials(row.credentials(), image.file()))
            .signals(row.signals().afterExec())
            .memory(Optional.empty())
            .done());
  }

  /** Set-id bits of the file, and the rules of capabilities(7) for root. */
  private static Credentials credentials(Credentials old, Stat file) {
    int euid = (file.mode() & Mode.SUID) != 0 ? file.uid() : old.euid();
    boolean group = (file.mode() & (Mode.SGID | 010)) == (Mode.SGID | 010);
    int egid = group ? file.gid() : old.egid();
    boolean root = euid == 0 || old.uid() == 0;
    long permitted = root ? old.inheritable() | old.bounding() : old.ambient();
    long effective = euid == 0 ? permitted : old.ambient();
    return new Credentials(
        old.uid(),
        euid,
        euid,
        euid,
        old.gid(),
        egid,
        egid,
        egid,
        old.groups(),
        old.inheritable(),
        permitted,
        effective,
        old.bounding(),
        root ? 0 : old.ambient());
  }
}
