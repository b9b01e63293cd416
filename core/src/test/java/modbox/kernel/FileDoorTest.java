package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.HostInput;
import modbox.abi.Open;
import org.junit.jupiter.api.Test;

/** Descriptors, pipes and the default root, in a booted machine. */
class FileDoorTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String run(UserProgram program) {
    UserPrograms programs =
        new UserPrograms() {
          @Override
          public Optional<UserProgram> find(String name) {
            return name.equals("hello")
                ? Optional.of(
                    (sys, argv, env) -> {
                      print(sys, "hello " + argv);
                      return 7;
                    })
                : Optional.empty();
          }

          @Override
          public List<File> files() {
            return List.of(new File("/usr/bin/hello", "hello"));
          }
        };
    try (Machine machine = Machine.boot(MachineOptions.of(programs))) {
      int status =
          machine.run(
              (sys, argv, env) -> {
                try {
                  return program.main(sys, argv, env);
                } catch (ErrnoException e) {
                  print(sys, e.getMessage());
                  return 99;
                }
              },
              List.of("test"),
              List.of(),
              new Stdio(HostInput.empty(), out::write, out::write));
      return out.toString(StandardCharsets.ISO_8859_1) + "[" + status + "]";
    }
  }

  private static void print(Syscalls sys, String text) throws ErrnoException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.ISO_8859_1);
    sys.write(1, bytes, 0, bytes.length);
  }

  private static String read(Syscalls sys, int fd) throws ErrnoException {
    var text = new StringBuilder();
    var buffer = new byte[100];
    int count = sys.read(fd, buffer, 0, 100);
    while (count > 0) {
      text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      count = sys.read(fd, buffer, 0, 100);
    }
    return text.toString();
  }

  @Test
  void theDefaultRootIsThere() {
    assertThat(
            run(
                (sys, argv, env) -> {
                  print(sys, read(sys, sys.open("/etc/hostname", Open.RDONLY)).trim());
                  print(sys, sys.readlink("/bin") + " " + sys.getcwd());
                  print(sys, Integer.toOctalString(sys.stat("/tmp").mode()));
                  return 0;
                }))
        .isEqualTo("modbox\nusr/bin /\n41777\n[0]");
  }

  @Test
  void aProgramIsExecutedThroughALink() {
    assertThat(
            run(
                (sys, argv, env) -> {
                  sys.execve("/bin/hello", List.of("hello", "x"), List.of());
                  return 0;
                }))
        .isEqualTo("hello [hello, x]\n[7]");
  }

  @Test
  void aPipeCarriesMoreThanItHolds() {
    assertThat(
            run(
                (sys, argv, env) -> {
                  int[] ends = sys.pipe(0);
                  sys.fork(
                      () -> {
                        sys.close(ends[0]);
                        var bytes = new byte[200_000];
                        print(sys, "wrote " + sys.write(ends[1], bytes, 0, bytes.length));
                        return 0;
                      });
                  sys.close(ends[1]);
                  print(sys, "read " + read(sys, ends[0]).length());
                  sys.wait4(-1, 0);
                  return 0;
                }))
        .contains("wrote 200000\n", "read 200000\n")
        .endsWith("[0]");
  }

  @Test
  void aBrokenPipeKillsTheWriter() {
    assertThat(
            run(
                (sys, argv, env) -> {
                  int[] ends = sys.pipe(0);
                  sys.close(ends[0]);
                  sys.write(ends[1], new byte[1], 0, 1);
                  return 0;
                }))
        .isEqualTo("[141]");
  }

  @Test
  void aFifoJoinsTwoTasks() {
    assertThat(
            run(
                (sys, argv, env) -> {
                  sys.mknod("/tmp/fifo", 0010644, 0);
                  sys.fork(
                      () -> {
                        int fd = sys.open("/tmp/fifo", Open.WRONLY);
                        sys.write(fd, new byte[] {'h', 'i'}, 0, 2);
                        return 0;
                      });
                  print(sys, read(sys, sys.open("/tmp/fifo", Open.RDONLY)));
                  return 0;
                }))
        .isEqualTo("hi\n[0]");
  }

  @Test
  void descriptorsAreSharedAndClosed() {
    assertThat(
            run(
                (sys, argv, env) -> {
                  int fd = sys.open("/tmp/x", Open.RDWR | Open.CREAT, 0666);
                  int twin = sys.dup(fd);
                  sys.write(fd, new byte[] {'a', 'b'}, 0, 2);
                  print(sys, fd + " " + twin + " " + sys.lseek(twin, 0, Open.SEEK_CUR));
                  sys.dup2(fd, 9, true);
                  print(sys, sys.descriptors() + " " + sys.closesOnExec(9));
                  sys.close(fd);
                  sys.lseek(twin, 0, Open.SEEK_SET);
                  print(sys, read(sys, twin));
                  try {
                    sys.close(fd);
                  } catch (ErrnoException e) {
                    print(sys, e.errno() == Errno.EBADF ? "bad" : "other");
                  }
                  return 0;
                }))
        .isEqualTo("3 4 2\n[0, 1, 2, 3, 4, 9] true\nab\nbad\n[0]");
  }

  @Test
  void pollWaitsWithATimeout() {
    assertThat(
            run(
                (sys, argv, env) -> {
                  int[] ends = sys.pipe(0);
                  long before = sys.clock(1);
                  int[] none = sys.poll(new int[] {ends[0]}, new int[] {1}, 5_000_000_000L);
                  print(sys, none[0] + " " + ((sys.clock(1) - before) / 1_000_000_000));
                  sys.fork(
                      () -> {
                        sys.write(ends[1], new byte[1], 0, 1);
                        return 0;
                      });
                  print(sys, "" + sys.poll(new int[] {ends[0]}, new int[] {1}, -1)[0]);
                  return 0;
                }))
        .isEqualTo("0 5\n1\n[0]");
  }
}
