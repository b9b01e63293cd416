package modbox.fs.hostfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.vfs.Box;
import modbox.vfs.LowerFiles;
import modbox.vfs.LowerNode;
import modbox.vfs.UsrMerge;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host directory over an image, and that it is never written. */
class HostTreeTest {
  @TempDir Path host;
  private final List<String> log = new ArrayList<>();
  private Box box = new Box();

  @BeforeEach
  void tree() throws IOException, ErrnoException {
    Files.createDirectories(host.resolve("lib/modules/6.1"));
    Files.writeString(host.resolve("lib/modules/6.1/a.ko"), "module");
    Files.createDirectories(host.resolve("etc"));
    Files.writeString(host.resolve("etc/both"), "from host");
    Files.writeString(host.resolve("etc/big"), "x".repeat(10_000));
    Files.createSymbolicLink(host.resolve("etc/link"), Path.of("both"));
    var image = new LowerFiles("image", 0);
    image.add("lib", LowerNode.link("usr/lib", 0));
    image.add(
        "usr/lib/modprobe.d/x.conf",
        LowerNode.file(0644, 3, 0),
        () -> "own".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    image.add(
        "etc/both",
        LowerNode.file(0644, 5, 0),
        () -> "image".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    image.add(
        "etc/only",
        LowerNode.file(0644, 4, 0),
        () -> "only".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    box = new Box(UsrMerge.over(new HostTree(host, log::add), image), image);
  }

  private TreeMap<String, String> hostState() throws IOException {
    var state = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(host)) {
      for (Path file : files.toList()) {
        String text = Files.isRegularFile(file) ? Files.readString(file) : "";
        state.put(file.toString(), Files.getLastModifiedTime(file) + text);
      }
    }
    return state;
  }

  @Test
  void theHostLiesOverTheImage() throws ErrnoException {
    assertThat(box.read("/etc/both")).isEqualTo("from host");
    assertThat(box.read("/etc/link")).isEqualTo("from host");
    assertThat(box.read("/etc/only")).isEqualTo("only");
    assertThat(box.read("/lib/modules/6.1/a.ko")).isEqualTo("module");
    assertThat(box.read("/usr/lib/modules/6.1/a.ko")).isEqualTo("module");
    assertThat(box.read("/lib/modprobe.d/x.conf")).isEqualTo("own");
    Stat stat = box.vfs.attributes().stat("/lib", false);
    assertThat(stat.type()).isEqualTo(Mode.LNK);
    assertThat(box.vfs.attributes().stat("/etc/both", true).uid()).isZero();
  }

  @Test
  void whatTheMachineDoesStaysInTheMachine() throws IOException, ErrnoException {
    var before = hostState();
    box.append("/etc/both", "!");
    box.write("/etc/new", "new");
    box.vfs.attributes().truncate("/etc/big", 5000);
    box.append("/etc/big", "y");
    box.vfs.names().unlink("/lib/modules/6.1/a.ko");
    box.vfs.names().rmdir("/lib/modules/6.1");
    box.vfs.names().mkdir("/lib/modules/6.1", 0755);
    box.vfs.names().rename("/etc/link", "/etc/moved", 0);
    box.vfs.attributes().chmod(box.vfs.names().resolve("/etc/only", true), 0600, "");
    assertThat(box.read("/etc/both")).isEqualTo("from host!");
    assertThat(box.read("/etc/big")).isEqualTo("x".repeat(5000) + "y");
    assertThat(box.read("/etc/moved")).isEqualTo("from host!");
    assertThat(Box.errno(() -> box.read("/lib/modules/6.1/a.ko"))).isEqualTo("ENOENT");
    assertThat(hostState()).isEqualTo(before);
  }

  @Test
  void aFileThatChangesIsReported() throws IOException, ErrnoException {
    assertThat(box.vfs.attributes().stat("/etc/both", true).size()).isEqualTo(9);
    Files.writeString(host.resolve("etc/both"), "other");
    assertThat(Box.errno(() -> box.read("/etc/both"))).isEqualTo("EIO");
    assertThat(log).singleElement().asString().contains("etc/both", "changed");
  }

  @Test
  void aFileWithAnotherTimeIsReported() throws IOException, ErrnoException {
    box.vfs.attributes().stat("/etc/both", true);
    Files.setLastModifiedTime(host.resolve("etc/both"), FileTime.fromMillis(1));
    assertThat(Box.errno(() -> box.read("/etc/both"))).isEqualTo("EIO");
  }
}
