package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/** Some cases of each suite through the launcher: a process each, as a user starts them. */
@Tag("launcher")
final class LauncherConformanceTest {
  private static final Path HOME = Path.of("").toAbsolutePath().getParent();

  @TempDir Path dir;

  private HostTool.Ran modbox(Path input, List<String> arguments) throws Exception {
    return modbox(List.of(), input, arguments);
  }

  private HostTool.Ran modbox(List<String> before, Path input, List<String> arguments)
      throws Exception {
    var command = new ArrayList<>(before);
    command.add(HOME.resolve("modbox").toString());
    command.addAll(arguments);
    Path out = Files.createTempFile(dir, "out", "");
    Path err = Files.createTempFile(dir, "err", "");
    var builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MODBOX_NO_AOT", "1");
    builder.environment().put("LC_ALL", "C");
    builder.redirectInput(input.toFile());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new HostTool.Ran(
        process.exitValue(),
        Files.readString(out, StandardCharsets.ISO_8859_1),
        Files.readString(err, StandardCharsets.ISO_8859_1));
  }

  private HostTool.Ran modbox(String... arguments) throws Exception {
    return modbox(Path.of("/dev/null"), List.of(arguments));
  }

  /** Runs all, two at a time; what does not hold is named. */
  private static void all(List<Callable<String>> checks) throws Exception {
    var failures = new ArrayList<String>();
    try (var two = Executors.newFixedThreadPool(2)) {
      for (Future<String> each : two.invokeAll(checks)) {
        if (!each.get().isEmpty()) {
          failures.add(each.get());
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void kmod() throws Exception {
    var checks = new ArrayList<Callable<String>>();
    for (String group : List.of("config", "depmod", "kernel", "modinfo", "modprobe")) {
      List<KmodCase> cases =
          KmodCase.load(group).stream()
              .filter(each -> each.outputs().isEmpty() && each.notFor30().isEmpty())
              .toList();
      for (int i = 0; i < 3; i++) {
        KmodCase one = cases.get((i * 2 + 1) * cases.size() / 6);
        checks.add(() -> kmod(one));
      }
    }
    all(checks);
  }

  private String kmod(KmodCase one) throws Exception {
    Path root = Files.createTempDirectory(dir, "root");
    lay(one, root);
    HostTool.Ran ran =
        modbox(
            "--bare",
            "--rootfs",
            root.toString(),
            "--kernel-release",
            one.key("release", "4.4.4"),
            "--cmdline",
            one.key("cmdline", "quiet"),
            "-c",
            one.key("cmd", ""));
    boolean kmod30 = true; // the default profile
    boolean same =
        ran.status() == one.status(kmod30)
            && one.filtered("stdout", ran.out())
                .equals(one.filtered("stdout", one.expected("stdout", "stdout", kmod30)))
            && (one.key("stderr", "").equals("any")
                || one.filtered("stderr", ran.err())
                    .equals(one.filtered("stderr", one.expected("stderr", "stderr", kmod30))));
    return same ? "" : one + ": " + ran;
  }

  private static void lay(KmodCase one, Path root) throws IOException {
    String resource = "/kmod/roots/" + one.key("rootfs", "") + ".tar.xz";
    try (InputStream in = LauncherConformanceTest.class.getResourceAsStream(resource);
        var tar = new TarArchiveInputStream(new XZInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = root.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(tar, path);
        }
      }
    }
    for (Map.Entry<String, String> file : one.overlay().entrySet()) {
      Path path = root.resolve(file.getKey().substring(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void posix() throws Exception {
    List<PosixCases.Case> cases =
        PosixCases.load().stream()
            .filter(each -> !each.script().contains("\0") && !each.stderr().equals("any"))
            .toList();
    var checks = new ArrayList<Callable<String>>();
    for (int i = 0; i < 15; i++) {
      PosixCases.Case each = cases.get((2 * i + 1) * cases.size() / 30);
      checks.add(() -> posix(each));
    }
    all(checks);
  }

  private String posix(PosixCases.Case each) throws Exception {
    Path script = Files.createTempFile(dir, "case", ".sh");
    Files.writeString(script, "cd $(mktemp -d)\n" + each.script(), StandardCharsets.ISO_8859_1);
    HostTool.Ran ran = modbox(script.toString());
    return PosixLanguageTest.holds(each, new PosixCases.Result(ran.status(), ran.out(), ran.err()))
        ? ""
        : each + "\n" + ran;
  }

  @Test
  void commandLine() throws Exception {
    Path any = Files.writeString(dir.resolve("a b.txt"), "echo any $#\n");
    Path root = dir.resolve("lower");
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("opt"));
    Path kept = Files.writeString(root.resolve("etc/kept"), "kept\n");
    Files.writeString(root.resolve("opt/t.sh"), "echo \"$#:$2\"\n");
    String over = root.toString();
    Path typed = Files.writeString(dir.resolve("typed"), "echo one\nexit 5\n");
    all(
        List.of(
            () -> expect(0, "abc", modbox("-c", "printf abc")),
            () -> expect(0, "", modbox("-c", "")),
            () -> expect(0, "n:2:b c\n", modbox("-c", "echo $0:$#:$2", "n", "a", "b c")),
            () -> expect(7, "", modbox("-c", "exit 7")),
            () -> expect(0, "any 0\n", modbox(any.toString())),
            () -> expect(0, "any 2\n", modbox(any.toString(), "-c", "x")),
            () -> expect(0, "2:y z\n", modbox("--rootfs", over, "-c", "sh /opt/t.sh x 'y z'")),
            () ->
                expect(
                    0,
                    "600\nnone\n",
                    modbox(
                        "--rootfs",
                        over,
                        "-c",
                        "chmod 600 /etc/kept; stat -c %a /etc/kept; rm /etc/kept; ls /etc/kept"
                            + " 2>/dev/null || echo none")),
            () -> expect(5, "one\n", modbox(typed, List.of())),
            () ->
                expect(
                    0,
                    "3000\n",
                    modbox(
                        "-c",
                        "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done;"
                            + " seq $i | tail -n 1"))));
    assertThat(kept).hasContent("kept\n");
  }

  private static String expect(int status, String out, HostTool.Ran ran) {
    return ran.equals(new HostTool.Ran(status, out, "")) ? "" : out + "[" + status + "] is " + ran;
  }

  @Test
  void aScenarioAndASyntaxError() throws Exception {
    Path bad = Files.writeString(dir.resolve("bad.sh"), "echo started\nif true; then\n");
    String scenario = HOME.resolve("scripts/scenarios/usb-stick.js").toString();
    all(
        List.of(
            () -> {
              HostTool.Ran ran = modbox(scenario);
              return ran.status() == 0 && ran.err().isEmpty() ? "" : ran.toString();
            },
            () -> {
              HostTool.Ran ran = modbox(bad.toString());
              return ran.status() == 2 && ran.out().isEmpty() ? "" : ran.toString();
            }));
  }

  @Test
  void aDirectoryThatCannotBeRead() throws Exception {
    Path closed = Files.createDirectory(dir.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    // Root may read anything, so then it is somebody else.
    List<String> before =
        System.getProperty("user.name").equals("root")
            ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            : List.of();
    for (String option : List.of("--rootfs", "--kernel")) {
      assertThat(
              modbox(
                  before, Path.of("/dev/null"), List.of(option, closed.toString(), "-c", "true")))
          .isEqualTo(new HostTool.Ran(2, "", "modbox: " + closed + ": Permission denied\n"));
    }
  }
}
