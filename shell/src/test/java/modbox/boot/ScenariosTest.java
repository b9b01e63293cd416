package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import modbox.kernel.Machine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every scenario of {@code scripts/scenarios} holds, and says the same each time. */
final class ScenariosTest {
  private static final BootedMachines MACHINES = new BootedMachines();

  @AfterAll
  static void close() {
    MACHINES.close();
  }

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of("../scripts/scenarios"))) {
      files = all.filter(file -> file.toString().endsWith(".js")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(3);
    return files.stream()
        .map(file -> dynamicTest(file.getFileName().toString(), file.toUri(), () -> holds(file)));
  }

  private static void holds(Path file) throws Exception {
    BootedMachines.Ran first = run(file);
    assertThat(first.status()).as(first.text()).isZero();
    assertThat(first.text()).contains("modules that came: ");
    assertThat(run(file)).isEqualTo(first);
  }

  private static BootedMachines.Ran run(Path file) throws Exception {
    String code = Files.readString(file, StandardCharsets.ISO_8859_1);
    try (Machine machine = MACHINES.fork(List.of())) {
      return BootedMachines.run(
          machine,
          List.of("/usr/bin/js", "--name=" + file.toAbsolutePath().normalize(), "--eval", code));
    }
  }
}
