package modbox.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.HostOutput;
import modbox.abi.Open;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Stdio;
import modbox.kernel.Syscalls;
import modbox.user.Programs;

/** Scripts with the output that a real shell gives, and the machine to run them in. */
final class PosixCases {
  /**
   * A case.
   *
   * @param status the exit status, or {@code nonzero}
   * @param stderr {@code empty}, {@code some} or {@code any}
   */
  record Case(String id, String status, String stderr, String script, String stdout) {
    String group() {
      return id.substring(0, id.indexOf('/'));
    }
  }

  /** What came out. */
  record Result(int status, String stdout, String stderr) {}

  private static final List<String> ENVIRONMENT =
      List.of(
          "HOME=/root",
          "LC_ALL=C",
          "LOGNAME=root",
          "USER=root",
          "TZ=UTC0",
          "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

  private PosixCases() {}

  /** The cases of the language and of some utilities. */
  static List<Case> load() {
    return load("posix-cases.txt");
  }

  /** All cases of a resource. */
  static List<Case> load(String resource) {
    String text;
    try (var in = PosixCases.class.getResourceAsStream(resource)) {
      text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).replaceAll("\n$", "");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    var cases = new ArrayList<Case>();
    for (String each : ("\n" + text).split("\n@@ ")) {
      if (!each.isEmpty()) {
        int head = each.indexOf('\n');
        int out = each.indexOf("\n@@out", head);
        List<String> words = List.of(each.substring(0, head).split(" "));
        String stdout = each.substring(Math.min(each.length(), out + 7));
        boolean cut = stdout.endsWith("\\c");
        stdout = cut ? stdout.substring(0, stdout.length() - 2) : stdout;
        cases.add(
            new Case(
                words.get(0),
                words.get(1),
                words.get(2),
                each.substring(head + 1, out + 1),
                stdout.isEmpty() || cut ? stdout : stdout + "\n"));
      }
    }
    return cases;
  }

  static Machine boot() {
    var programs = new Programs(Families.of("debian-12"));
    return Machine.boot(MachineOptions.of(programs).withBare(true));
  }

  /** Runs a case in a new directory of the machine. */
  static Result run(Machine machine, Case each) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    String directory = "/tmp/" + each.id().replace('/', '.');
    int status =
        machine.run(
            (sys, _, _) -> {
              prepare(sys, directory, each.script());
              sys.execve("/bin/sh", List.of("sh", directory + ".sh"), ENVIRONMENT);
              return 0;
            },
            List.of("case"),
            ENVIRONMENT,
            Stdio.of(sink(out), sink(err)));
    return new Result(
        status,
        out.toString(StandardCharsets.ISO_8859_1),
        err.toString(StandardCharsets.ISO_8859_1));
  }

  private static HostOutput sink(ByteArrayOutputStream stream) {
    return stream::write;
  }

  private static void prepare(Syscalls sys, String directory, String script) throws ErrnoException {
    sys.mkdir(directory, 0755);
    sys.chdir(directory);
    byte[] bytes = script.getBytes(StandardCharsets.ISO_8859_1);
    int fd = sys.open(directory + ".sh", Open.WRONLY | Open.CREAT | Open.TRUNC, 0644);
    for (int done = 0; done < bytes.length; ) {
      done += sys.write(fd, bytes, done, bytes.length - done);
    }
    sys.close(fd);
  }
}
