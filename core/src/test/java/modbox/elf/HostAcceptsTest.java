package modbox.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer writes is read by the host's tools without complaint. */
final class HostAcceptsTest {
  @TempDir Path directory;
  private String file = "";

  @BeforeEach
  void write() throws Exception {
    Path path = directory.resolve("sample.ko");
    Files.write(path, Samples.module());
    file = path.toString();
  }

  @Test
  void readelf() throws Exception {
    assumeTrue(HostTools.has("readelf"));
    assertThat(HostTools.run("readelf", "-aW", file))
        .doesNotContain("Warning", "Error")
        .contains("Advanced Micro Devices X86-64", "R_X86_64_PC32", "__ksymtab_gpl");
  }

  @Test
  void nm() throws Exception {
    assumeTrue(HostTools.has("nm"));
    assertThat(HostTools.run("nm", file)).contains("T give", "U take", "w maybe");
  }

  @Test
  void modinfo() throws Exception {
    assumeTrue(HostTools.has("modinfo"));
    assertThat(HostTools.run("/sbin/modinfo", file))
        .isEqualTo(
            """
            filename:       %s
            license:        GPL
            alias:          a:b*
            depends:        %s
            name:           sample
            vermagic:       4.4.4 SMP\s
            """
                .formatted(file, ""));
  }
}
