package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher, run for real on a checkout of its own; only Maven is a stand-in that lays down the
 * jars of this build.
 */
@Tag("launcher")
class LauncherTest {
  private static final Path HOME = Path.of("").toAbsolutePath().getParent();

  @TempDir Path dir;
  private Path checkout;
  private Path cache;
  private Path builds;

  record Run(int status, String out, String err) {}

  @BeforeEach
  void layOut() throws Exception {
    checkout = Files.createDirectories(dir.resolve("checkout"));
    cache = dir.resolve("cache");
    builds = dir.resolve("builds");
    Files.copy(HOME.resolve("modbox"), checkout.resolve("modbox"));
    checkout.resolve("modbox").toFile().setExecutable(true);
    for (String part : List.of("core/src/main", "shell/src/main", "scripts", "man")) {
      Files.createDirectories(checkout.resolve(part));
    }
    for (String pom : List.of("pom.xml", "core/pom.xml", "shell/pom.xml")) {
      Files.writeString(checkout.resolve(pom), "");
    }
    Path bin = Files.createDirectories(dir.resolve("bin"));
    Path mvn = bin.resolve("mvn");
    Files.writeString(
        mvn,
        """
        #!/bin/sh
        echo built >>'%s'
        mkdir -p shell/target core/target
        cp '%s'/shell/target/modbox-shell-*.jar shell/target/
        ln -s '%s/shell/target/lib' shell/target/lib
        cp '%s/shell/target/modbox.stamp' shell/target/modbox.stamp
        """
            .formatted(builds, HOME, HOME, HOME));
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(builds, "");
    builds.toFile().setWritable(true, false);
  }

  private Process start(Map<String, String> more, Path out, Path err, String... command)
      throws Exception {
    var builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.environment().put("PATH", dir.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().put("MODBOX_NO_AOT", "1");
    builder.environment().putAll(more);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  private Run run(Map<String, String> more, String... command) throws Exception {
    Path out = Files.createTempFile(dir, "out", "");
    Path err = Files.createTempFile(dir, "err", "");
    Process process = start(more, out, err, command);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.ISO_8859_1),
        Files.readString(err, StandardCharsets.ISO_8859_1));
  }

  private Run version(Map<String, String> more) throws Exception {
    return run(more, checkout.resolve("modbox").toString(), "--version");
  }

  @Test
  void buildsOnceThenOnlyWhenSourcesAreNewer() throws Exception {
    assertThat(version(Map.of()).out()).isEqualTo("modbox 0.1.0\n");
    assertThat(version(Map.of())).isEqualTo(new Run(0, "modbox 0.1.0\n", ""));
    assertThat(Files.readAllLines(builds)).hasSize(1);
    Path source = checkout.resolve("shell/src/main/New.java");
    Files.writeString(source, "");
    assertThat(source.toFile().setLastModified(System.currentTimeMillis() + 5000)).isTrue();
    assertThat(version(Map.of()).status()).isZero();
    assertThat(Files.readAllLines(builds)).hasSize(2);
  }

  @Test
  void fourFirstRunsAtOnceBuildOnce() throws Exception {
    var all = new ArrayList<Process>();
    for (int i = 0; i < 4; i++) {
      all.add(
          start(
              Map.of(),
              dir.resolve("out" + i),
              dir.resolve("err" + i),
              checkout.resolve("modbox").toString(),
              "--version"));
    }
    for (Process process : all) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    assertThat(Files.readAllLines(builds)).hasSize(1);
  }

  @Test
  void aReadOnlyCheckoutIsBuiltInTheCache() throws Exception {
    boolean root = System.getProperty("user.name").equals("root");
    Files.createDirectories(cache);
    cache.toFile().setWritable(true, false);
    for (Path path : List.of(checkout, checkout.resolve("shell"), checkout.resolve("core"))) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    String launcher = checkout.resolve("modbox").toString();
    // Root may write anywhere, so there the launcher runs as somebody else.
    Run run =
        root
            ? run(
                Map.of(),
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                launcher,
                "--version")
            : run(Map.of(), launcher, "--version");
    assertThat(run.out()).isEqualTo("modbox 0.1.0\n");
    assertThat(checkout.resolve("shell/target")).doesNotExist();
    assertThat(cache.resolve("modbox/tree/shell/target/modbox.stamp")).exists();
  }

  @Test
  void aCacheThatCannotBeWrittenDoesNoHarm() throws Exception {
    Files.writeString(cache, "not a directory");
    assertThat(version(Map.of("MODBOX_NO_AOT", "")).out()).isEqualTo("modbox 0.1.0\n");
    assertThat(version(Map.of("MODBOX_NO_AOT", ""))).isEqualTo(new Run(0, "modbox 0.1.0\n", ""));
  }

  @Test
  void worksThroughALinkAndFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("checkout/modbox"));
    assertThat(run(Map.of(), link.toString(), "--version").out()).isEqualTo("modbox 0.1.0\n");
    assertThat(run(Map.of(), "sh", "-c", "cd / && '" + link + "' --version").out())
        .isEqualTo("modbox 0.1.0\n");
  }

  @Test
  void noLineOfTheJvmReachesTheUser() throws Exception {
    version(Map.of());
    assertThat(
            version(
                Map.of(
                    "JAVA_TOOL_OPTIONS",
                    "-Dx=y",
                    "_JAVA_OPTIONS",
                    "-Dx=z",
                    "JDK_JAVA_OPTIONS",
                    "-Dx=w")))
        .isEqualTo(new Run(0, "modbox 0.1.0\n", ""));
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    Files.delete(dir.resolve("bin/mvn"));
    Path bin = Files.createDirectories(dir.resolve("few"));
    for (String tool : List.of("sh", "mkdir", "find", "head", "readlink", "rm", "cat")) {
      Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin/" + tool));
    }
    Run run = version(Map.of("PATH", bin.toString()));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("needs Maven").hasLineCount(1);
  }

  /** A terminal's Ctrl-C as the host sends it; the status of a shell that was interrupted. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo ready; while :; do :; done",
        "js -e 'console.log(\"ready\"); for (;;);'",
        "echo ready; sleep 1000 & cat /dev/kmsg > /dev/null",
        "echo ready; mkfifo /run/p; sleep 1000 & cat /run/p"
      })
  void interruptEndsTheRun(String line) throws Exception {
    version(Map.of());
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3 && best > 200; i++) { // the host may be busy
      best = Math.min(best, interrupted(line));
    }
    assertThat(best).as("milliseconds").isLessThanOrEqualTo(200);
  }

  private long interrupted(String line) throws Exception {
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    String launcher = checkout.resolve("modbox").toString();
    Process process = start(Map.of(), out, err, launcher, "--clock", "wall", "-c", line);
    while (process.isAlive() && Files.size(out) == 0) {
      Thread.onSpinWait();
    }
    assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
    long start = System.nanoTime();
    assertThat(new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor()).isZero();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertThat(process.exitValue()).isEqualTo(130);
    return millis;
  }
}
