package modbox.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The errors of the path walk, row by row, from the rules of path_resolution(7). */
class WalkTest {
  private final Box box = new Box();

  @BeforeEach
  void tree() throws ErrnoException {
    Names names = box.vfs.names();
    names.mkdir("/d", 0755);
    names.mkdir("/d/sub", 0755);
    box.write("/d/file", "hello");
    names.symlink("file", "/d/link");
    names.symlink("/d/sub", "/d/dirlink");
    names.symlink("nowhere", "/d/dangling");
    names.symlink("loop", "/d/loop");
    names.symlink("b", "/d/a");
    names.symlink("a", "/d/b");
    names.mkdir("/sticky", 0777);
    box.vfs.attributes().chmod(box.vfs.names().resolve("/sticky", true), 01777, "");
    box.write("/sticky/roots", "");
    names.mkdir("/closed", 0700);
    box.write("/closed/x", "");
    names.mknod("/d/fifo", Mode.FIFO | 0644, 0);
    names.mknod("/d/null", Mode.CHR | 0666, 0x103);
    names.mkdir("/mnt", 0755);
    box.vfs.mounting().mount("none", "/mnt", "tmpfs", 0, "");
    names.mkdir("/mnt/in", 0755);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                | ENOENT
          /                 | ok
          //                | ok
          /d/               | ok
          /d//file          | ok
          /d/file/          | ENOTDIR
          /d/file/.         | ENOTDIR
          /d/file/..        | ENOTDIR
          /d/./file         | ok
          /d/../d/sub/../file | ok
          /../../d          | ok
          /d/none           | ENOENT
          /d/none/x         | ENOENT
          /d/link           | ok
          /d/link/          | ENOTDIR
          /d/dirlink/       | ok
          /d/dirlink/..     | ok
          /d/dangling       | ENOENT
          /d/loop           | ELOOP
          /d/a              | ELOOP
          /d/a/x            | ELOOP
          /mnt/in/../../d   | ok
          """)
  void stat(String path, String errno) {
    assertThat(Box.errno(() -> box.vfs.attributes().stat(path, true))).isEqualTo(errno);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mkdir    | /d            | EEXIST
          mkdir    | /             | EEXIST
          mkdir    | /d/.          | EEXIST
          mkdir    | /d/none/.     | ENOENT
          mkdir    | /d/file/x     | ENOTDIR
          mkdir    | /d/dangling   | EEXIST
          mkdir    | /d/dangling/  | EEXIST
          mkdir    | /d/new/       | ok
          rmdir    | /d            | ENOTEMPTY
          rmdir    | /d/file       | ENOTDIR
          rmdir    | /d/dirlink    | ENOTDIR
          rmdir    | /d/dirlink/   | ENOTDIR
          rmdir    | /d/sub/.      | EINVAL
          rmdir    | /d/sub/..     | ENOTEMPTY
          rmdir    | /             | EBUSY
          rmdir    | /mnt          | EBUSY
          rmdir    | /d/sub/       | ok
          unlink   | /d            | EISDIR
          unlink   | /d/.          | EISDIR
          unlink   | /d/file/      | ENOTDIR
          unlink   | /d/none       | ENOENT
          unlink   | /d/dirlink    | ok
          unlink   | /d/loop       | ok
          symlink  | /d/x/         | ENOENT
          symlink  | /d/link       | EEXIST
          link     | /d/hard       | ok
          link     | /d/link       | EEXIST
          link     | /mnt/x        | EXDEV
          readlink | /d/link       | ok
          readlink | /d/file       | EINVAL
          readlink | /d            | EINVAL
          open     | /d/loop       | ELOOP
          create   | /d/x/         | EISDIR
          create   | /d/           | EISDIR
          create   | /d/sub        | EISDIR
          create   | /d/dangling   | ok
          create   | /d/link       | ok
          excl     | /d/dangling   | EEXIST
          excl     | /d/file       | EEXIST
          nofollow | /d/link       | ELOOP
          nofollow | /d/dirlink/   | ok
          path     | /d/link       | ok
          dir      | /d/file       | ENOTDIR
          dir      | /d/sub        | ok
          write    | /d/sub        | EISDIR
          open     | /d/null       | ENXIO
          """)
  void calls(String call, String path, String errno) {
    Names names = box.vfs.names();
    String got =
        Box.errno(
            () -> {
              switch (call) {
                case "mkdir" -> names.mkdir(path, 0755);
                case "rmdir" -> names.rmdir(path);
                case "unlink" -> names.unlink(path);
                case "symlink" -> names.symlink("t", path);
                case "link" -> names.link("/d/file", path);
                case "readlink" -> box.vfs.attributes().readlink(path);
                case "open" -> open(path, Open.RDONLY);
                case "create" -> open(path, Open.RDWR | Open.CREAT);
                case "excl" -> open(path, Open.RDWR | Open.CREAT | Open.EXCL);
                case "nofollow" -> open(path, Open.NOFOLLOW);
                case "path" -> open(path, Open.NOFOLLOW | Open.PATH);
                case "dir" -> open(path, Open.DIRECTORY);
                case "write" -> open(path, Open.WRONLY);
                default -> throw new AssertionError(call);
              }
            });
    assertThat(got).isEqualTo(errno);
  }

  private void open(String path, int flags) throws ErrnoException {
    box.vfs.open().open(box.cwd(), path, flags, 0644);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /d/file      | /d/file      | ok
          /d/file      | /d/sub       | EISDIR
          /d/sub       | /d/file      | ENOTDIR
          /d           | /d/sub/x     | EINVAL
          /d/sub       | /d           | ENOTEMPTY
          /d/sub       | /d/sub/x     | EINVAL
          /d/file      | /d/none/x    | ENOENT
          /d/none      | /d/x         | ENOENT
          /d/file      | /mnt/x       | EXDEV
          /d/file      | /d/x/        | ENOTDIR
          /d/file/     | /d/x         | ENOTDIR
          /d/sub       | /d/x/        | ok
          /d/.         | /d/x         | EBUSY
          /d/sub       | /d/..        | EBUSY
          /mnt         | /d/x         | EBUSY
          /d/link      | /d/file      | ok
          """)
  void rename(String from, String to, String errno) {
    assertThat(Box.errno(() -> box.vfs.names().rename(from, to, 0))).isEqualTo(errno);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /closed/x     | EACCES
          /closed       | ok
          /d/file       | ok
          /sticky/roots | ok
          """)
  void othersStat(String path, String errno) {
    box.become(1000, 1000);
    assertThat(Box.errno(() -> box.vfs.attributes().stat(path, true))).isEqualTo(errno);
  }

  @Test
  void othersMayNotWriteOrTakeNames() {
    box.become(1000, 1000);
    assertThat(Box.errno(() -> box.write("/d/file", "x"))).isEqualTo("EACCES");
    assertThat(Box.errno(() -> box.write("/d/new", "x"))).isEqualTo("EACCES");
    assertThat(Box.errno(() -> box.vfs.names().unlink("/sticky/roots"))).isEqualTo("EPERM");
    assertThat(Box.errno(() -> box.vfs.names().rename("/sticky/roots", "/sticky/y", 0)))
        .isEqualTo("EPERM");
    assertThat(Box.errno(() -> box.write("/sticky/mine", "x"))).isEqualTo("ok");
    assertThat(Box.errno(() -> box.vfs.names().unlink("/sticky/mine"))).isEqualTo("ok");
  }

  @Test
  void namesAndPathsHaveLimits() throws ErrnoException {
    String name = "n".repeat(255);
    box.write("/d/" + name, "");
    assertThat(Box.errno(() -> box.vfs.attributes().stat("/d/" + name, true))).isEqualTo("ok");
    assertThat(Box.errno(() -> box.vfs.attributes().stat("/d/x" + name, true)))
        .isEqualTo("ENAMETOOLONG");
    assertThat(Box.errno(() -> box.vfs.attributes().stat("/d" + "/.".repeat(2047), true)))
        .isEqualTo("ENAMETOOLONG");
    assertThat(Box.errno(() -> box.vfs.attributes().stat("/d" + "/.".repeat(2046), true)))
        .isEqualTo("ok");
  }

  @Test
  void fortyLinksAreFollowedAndNoMore() throws ErrnoException {
    box.write("/d/l0", "");
    for (int i = 1; i <= 41; i++) {
      box.vfs.names().symlink("l" + (i - 1), "/d/l" + i);
    }
    assertThat(Box.errno(() -> box.vfs.attributes().stat("/d/l40", true))).isEqualTo("ok");
    assertThat(Box.errno(() -> box.vfs.attributes().stat("/d/l41", true))).isEqualTo("ELOOP");
  }

  @Test
  void pathsAreToldAcrossMounts() throws ErrnoException {
    Place in = box.vfs.names().resolve("/mnt/in", true);
    assertThat(box.vfs.mounts().path(in, box.root())).isEqualTo("/mnt/in");
    box.chdir("/mnt/in");
    box.vfs.names().rmdir("/mnt/in");
    assertThat(box.vfs.mounts().path(box.cwd(), box.root())).isEqualTo("/mnt/in (deleted)");
    assertThat(Box.errno(() -> box.write("x", ""))).isEqualTo("ENOENT");
    assertThat(Box.errno(() -> box.vfs.attributes().stat(".", true))).isEqualTo("ok");
  }

  @Test
  void aBusyMountStaysAndALazyOneGoes() throws ErrnoException {
    box.chdir("/mnt/in");
    assertThat(Box.errno(() -> box.vfs.mounting().umount("/mnt", 0))).isEqualTo("EBUSY");
    box.vfs.mounting().umount("/mnt", 2);
    assertThat(Box.errno(() -> box.vfs.attributes().stat("/mnt/in", true))).isEqualTo("ENOENT");
    assertThat(Box.errno(() -> box.vfs.attributes().stat("../in", true))).isEqualTo("ok");
    assertThat(Box.errno(() -> box.vfs.mounting().umount("/mnt", 0))).isEqualTo("EINVAL");
  }
}
