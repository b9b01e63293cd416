package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.HostInput;
import modbox.abi.Open;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** /proc of a booted machine, read through system calls. */
class ProcTest {
  private static String run(UserProgram program) {
    var out = new ByteArrayOutputStream();
    try (Machine machine = Machine.boot(MachineOptions.of(name -> Optional.empty()))) {
      int status =
          machine.run(
              (sys, argv, env) -> {
                try {
                  return program.main(sys, argv, env);
                } catch (ErrnoException e) {
                  print(sys, e.getMessage() + "\n");
                  return 99;
                }
              },
              List.of("test", "a b"),
              List.of("HOME=/root"),
              new Stdio(HostInput.empty(), out::write, out::write));
      return out.toString(StandardCharsets.ISO_8859_1) + (status == 0 ? "" : "[" + status + "]");
    }
  }

  private static void print(Syscalls sys, String text) throws ErrnoException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    sys.write(1, bytes, 0, bytes.length);
  }

  private static String cat(Syscalls sys, String path) throws ErrnoException {
    int fd = sys.open(path, Open.RDONLY);
    var text = new StringBuilder();
    var buffer = new byte[333];
    int count = sys.read(fd, buffer, 0, buffer.length);
    while (count > 0) {
      text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
      count = sys.read(fd, buffer, 0, buffer.length);
    }
    sys.close(fd);
    return text.toString();
  }

  private static void echo(Syscalls sys, String path, String text) throws ErrnoException {
    int fd = sys.open(path, Open.WRONLY);
    try {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      sys.write(fd, bytes, 0, bytes.length);
    } finally {
      sys.close(fd);
    }
  }

  @Test
  void everyFileThatRootMayReadIsReadable() {
    String text =
        run(
            (sys, argv, env) -> {
              print(sys, walk(sys, "/proc", 0) + "");
              return 0;
            });
    assertThat(Integer.parseInt(text)).isGreaterThan(150);
  }

  /** Reads what is below a directory; gives the number of files. */
  private static int walk(Syscalls sys, String dir, int depth) throws ErrnoException {
    int count = 0;
    int fd = sys.open(dir, Open.RDONLY | Open.DIRECTORY);
    List<Dirent> entries = sys.getdents(fd);
    sys.close(fd);
    for (Dirent entry : entries) {
      String path = dir + "/" + entry.name();
      if (entry.name().startsWith(".") || dir.endsWith("/fd") || dir.endsWith("/fdinfo")) {
        continue;
      }
      var stat = sys.lstat(path);
      assertThat(stat.type()).as(path).isEqualTo(entry.type());
      if (stat.isDirectory()) {
        count += walk(sys, path, depth + 1);
      } else if (stat.isRegular() && (stat.mode() & 0444) != 0 && !path.endsWith("kmsg")) {
        cat(sys, path);
        count++;
      }
    }
    return count;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /proc/self/comm         | init\\n
          /proc/self/cmdline      | /sbin/init\\0
          /proc/sys/kernel/ostype | Linux\\n
          /proc/sys/kernel/osrelease | 6.1.0-modbox\\n
          /proc/sys/kernel/hostname | modbox\\n
          /proc/sys/kernel/sem    | 32000\\t1024000000\\t500\\t32000\\n
          /proc/uptime            | 0.00 0.00\\n
          /proc/execdomains       | 0-0\\tLinux           \\t[kernel]\\n
          """)
  void files(String path, String text) {
    assertThat(
            run(
                (sys, argv, env) -> {
                  print(sys, cat(sys, path));
                  return 0;
                }))
        .isEqualTo(text.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kernel/panic         | 5       | 5
          kernel/panic         | 0x10    | 16
          kernel/panic         | 010     | 8
          kernel/panic         | -3      | -3
          kernel/panic         | x       | EINVAL
          kernel/panic         | ''      | EINVAL
          kernel/panic         | 5x      | EINVAL
          kernel/dmesg_restrict | 2      | EINVAL
          kernel/ostype        | x       | EACCES
          kernel/sem           | 1 2     | 1,2,500,32000
          kernel/core_pattern  | a b     | a b
          kernel/hostname      | box     | box
          kernel/printk        | 3       | 3,4,1,7
          kernel/printk_devkmsg | off    | off
          kernel/printk_devkmsg | maybe  | EINVAL
          """)
  void sysctls(String name, String written, String shown) {
    String path = "/proc/sys/" + name;
    String got =
        run(
            (sys, argv, env) -> {
              try {
                echo(sys, path, written + "\n");
              } catch (ErrnoException e) {
                print(sys, e.errno().name());
                return 0;
              }
              print(sys, cat(sys, path).trim());
              return 0;
            });
    assertThat(got.replace('\t', ',')).isEqualTo(shown);
  }

  @Test
  void mountsAreListedInOrder() {
    String text =
        run(
            (sys, argv, env) -> {
              sys.mkdir("/mnt/a b", 0755);
              sys.mount("none", "/mnt/a b", "tmpfs", 1, "size=1m");
              print(sys, cat(sys, "/proc/mounts"));
              return 0;
            });
    assertThat(text.lines())
        .startsWith(
            "rootfs / rootfs rw,relatime 0 0",
            "sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0",
            "proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0")
        .endsWith("none /mnt/a\\040b tmpfs ro,relatime,size=1024k 0 0");
  }

  @Test
  void magicLinksLeadToTheOpenFile() {
    String text =
        run(
            (sys, argv, env) -> {
              int fd = sys.open("/tmp/x", Open.RDWR | Open.CREAT, 0600);
              sys.unlink("/tmp/x");
              print(sys, sys.readlink("/proc/self/fd/" + fd) + "\n");
              echo(sys, "/proc/self/fd/" + fd, "kept");
              sys.lseek(fd, 0, 0);
              print(sys, cat(sys, "/proc/self/fd/" + fd) + "\n");
              echo(sys, "/dev/stdout", "out\n");
              sys.chdir("/etc");
              print(sys, sys.readlink("/proc/self/cwd") + "\n");
              print(sys, cat(sys, "/proc/self/cwd/hostname"));
              return 0;
            });
    assertThat(text).isEqualTo("/tmp/x (deleted)\nkept\nout\n/etc\nmodbox\n");
  }

  @Test
  void kmsgGivesOneRecordPerRead() {
    String text =
        run(
            (sys, argv, env) -> {
              echo(sys, "/dev/kmsg", "<3>hello\n");
              int fd = sys.open("/dev/kmsg", Open.RDONLY | Open.NONBLOCK);
              var buffer = new byte[8192];
              int count = 0;
              try {
                while (true) {
                  count = sys.read(fd, buffer, 0, buffer.length);
                }
              } catch (ErrnoException e) {
                String last = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                print(sys, last.replaceFirst(",\\d+,\\d+,", ",N,T,") + e.errno());
              }
              return 0;
            });
    assertThat(text).isEqualTo("11,N,T,-;hello\nEAGAIN");
  }
}
