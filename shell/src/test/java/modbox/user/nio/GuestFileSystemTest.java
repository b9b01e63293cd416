package modbox.user.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Stdio;
import modbox.user.Proc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** java.nio.file over a booted machine; the JDK's own Files is the one that asks. */
class GuestFileSystemTest {
  private interface Body {
    void run(GuestFileSystem files) throws IOException;
  }

  private static void inMachine(Body body) {
    var out = new ByteArrayOutputStream();
    var failure = new Throwable[1];
    try (Machine machine =
        Machine.boot(MachineOptions.of(name -> Optional.empty()).withBare(true))) {
      int status =
          machine.run(
              (sys, argv, env) -> {
                try {
                  body.run(GuestFileSystem.of(Proc.of(sys, "test", List.of())));
                } catch (IOException | RuntimeException | AssertionError e) {
                  failure[0] = e;
                }
                return 0;
              },
              List.of("test"),
              List.of(),
              Stdio.of(out::write, out::write));
      assertThat(failure[0]).isNull();
      assertThat(status).isZero();
    }
  }

  @Test
  void filesAreWrittenReadAndListed() {
    inMachine(
        files -> {
          Path dir = Files.createDirectories(files.path("/tmp/a/b"));
          Path file = dir.resolve("f");
          Files.write(file, List.of("one", "two"), StandardCharsets.ISO_8859_1);
          Files.writeString(file, "three\n", StandardOpenOption.APPEND);
          assertThat(Files.readAllLines(file)).containsExactly("one", "two", "three");
          assertThat(Files.size(file)).isEqualTo(14);
          try (var entries = Files.newDirectoryStream(files.path("/tmp/a"), "[a-c]")) {
            assertThat(entries).extracting(Path::toString).containsExactly("/tmp/a/b");
          }
          try (var all = Files.walk(files.path("/tmp"))) {
            assertThat(all.map(Path::toString))
                .containsExactly("/tmp", "/tmp/a", "/tmp/a/b", "/tmp/a/b/f");
          }
        });
  }

  @Test
  void attributesAreReadAndSet() {
    inMachine(
        files -> {
          Path file = Files.createFile(files.path("/tmp/f"));
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
          Files.setLastModifiedTime(file, FileTime.fromMillis(5000));
          Files.setAttribute(file, "unix:uid", 1000);
          var attributes = Files.readAttributes(file, PosixFileAttributes.class);
          assertThat(PosixFilePermissions.toString(attributes.permissions()))
              .isEqualTo("rwxr-x--x");
          assertThat(attributes.lastModifiedTime()).isEqualTo(FileTime.fromMillis(5000));
          assertThat(attributes.owner().getName()).isEqualTo("user");
          assertThat(attributes.isRegularFile()).isTrue();
          assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(0100751);
          assertThat(Files.readAttributes(file, "posix:group,size"))
              .containsOnlyKeys("group", "size");
          Files.setOwner(
              file, files.getUserPrincipalLookupService().lookupPrincipalByName("daemon"));
          assertThat(Files.getOwner(file).getName()).isEqualTo("daemon");
        });
  }

  @Test
  void linksAreFollowedOrNot() {
    inMachine(
        files -> {
          Path file = Files.writeString(files.path("/tmp/f"), "x");
          Path link = Files.createSymbolicLink(files.path("/tmp/l"), files.path("f"));
          assertThat(Files.isSymbolicLink(link)).isTrue();
          assertThat(Files.readSymbolicLink(link)).hasToString("f");
          assertThat(Files.isSameFile(file, link)).isTrue();
          assertThat(link.toRealPath()).isEqualTo(file);
          assertThat(files.path("/bin/../../tmp/l").toRealPath()).isEqualTo(file);
          Files.createLink(files.path("/tmp/h"), file);
          assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(2);
        });
  }

  @Test
  void copiesAndMovesKeepTheRules() {
    inMachine(
        files -> {
          Path a = Files.writeString(files.path("/tmp/a"), "a");
          Path b = Files.writeString(files.path("/tmp/b"), "b");
          assertThatThrownBy(() -> Files.copy(a, b)).isInstanceOf(FileAlreadyExistsException.class);
          Files.copy(a, b, StandardCopyOption.REPLACE_EXISTING);
          assertThat(Files.readString(b)).isEqualTo("a");
          Path across = Files.move(b, files.path("/root/b"));
          assertThat(Files.readString(across)).isEqualTo("a");
          assertThat(Files.exists(b)).isFalse();
          Files.move(a, files.path("/tmp/c"), StandardCopyOption.ATOMIC_MOVE);
          assertThat(Files.exists(files.path("/tmp/c"))).isTrue();
        });
  }

  @Test
  void failuresHaveTheirExceptions() {
    inMachine(
        files -> {
          Path none = files.path("/none");
          assertThatThrownBy(() -> Files.readString(none)).isInstanceOf(NoSuchFileException.class);
          assertThatThrownBy(() -> Files.delete(files.path("/usr")))
              .isInstanceOf(DirectoryNotEmptyException.class);
          assertThatThrownBy(() -> Files.newDirectoryStream(files.path("/etc/passwd")))
              .isInstanceOf(NotDirectoryException.class);
          assertThatThrownBy(() -> Files.createDirectory(files.path("/usr")))
              .isInstanceOf(FileAlreadyExistsException.class);
        });
  }

  @Test
  void aChannelReadsAndWritesAnywhere() {
    inMachine(
        files -> {
          Path file = files.path("/tmp/f");
          try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE_NEW)) {
            channel.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.ISO_8859_1)));
            channel.write(ByteBuffer.wrap(new byte[] {'J'}), 0);
            assertThat(channel.position()).isEqualTo(5);
            channel.position(8).write(ByteBuffer.wrap(new byte[] {'!'}));
            assertThat(channel.size()).isEqualTo(9);
            channel.truncate(5);
            var buffer = ByteBuffer.allocate(10);
            assertThat(channel.read(buffer, 0)).isEqualTo(5);
            assertThat(channel.read(ByteBuffer.allocate(1), 5)).isEqualTo(-1);
          }
          assertThat(Files.readString(file)).isEqualTo("Jello");
          try (var in = Files.newInputStream(file)) {
            assertThat(in.readAllBytes()).hasSize(5);
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/b/c  | /a/b | c     | 3
          a       | ''   | a     | 1
          /       | ''   | ''    | 0
          a//b/   | a    | b     | 2
          """)
  void partsOfPaths(String path, String parent, String name, int count) {
    inMachine(
        files -> {
          Path p = files.getPath(path);
          assertThat(p.getParent() == null ? "" : p.getParent().toString()).isEqualTo(parent);
          assertThat(p.getFileName() == null ? "" : p.getFileName().toString()).isEqualTo(name);
          assertThat(p.getNameCount()).isEqualTo(count);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/./b/../c | /a/c
          /..         | /
          a/../..     | ..
          ../a        | ../a
          a/..        | ''
          """)
  void normalized(String path, String normal) {
    inMachine(files -> assertThat(files.getPath(path).normalize()).hasToString(normal));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/b | /a/c/d | ../c/d
          /a   | /a     | ''
          a    | b      | ../b
          /    | /a     | a
          """)
  void relative(String from, String to, String between) {
    inMachine(
        files -> {
          Path way = files.getPath(from).relativize(files.getPath(to));
          assertThat(way).hasToString(between);
          assertThat(files.getPath(from).resolve(way).normalize()).hasToString(to);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *.conf      | a.conf   | true
          *.conf      | d/a.conf | false
          **.conf     | d/a.conf | true
          {a,b}?.[ch] | bx.c     | true
          [!a]*       | abc      | false
          a.b         | axb      | false
          """)
  void globs(String glob, String path, boolean matches) {
    inMachine(
        files ->
            assertThat(files.getPathMatcher("glob:" + glob).matches(files.getPath(path)))
                .isEqualTo(matches));
  }
}
