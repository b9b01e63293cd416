package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Monitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine kept in a file of the host. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StateFileTest {
  private static final MachineOptions OPTIONS =
      MachineOptions.of(_ -> Optional.empty()).withBare(true);

  @TempDir Path dir;

  private StateFile state(String name) throws HostOptions.Answer {
    return new StateFile(dir.resolve(name).toString());
  }

  private Path saved() throws IOException, HostOptions.Answer {
    try (Machine machine = Machine.boot(OPTIONS)) {
      state("kept").save(machine);
      return dir.resolve("kept");
    }
  }

  @Test
  void machineGoesOnWhereItWas() throws HostOptions.Answer {
    assertThat(state("kept").load(OPTIONS)).isEmpty();
    try (Machine machine = Machine.boot(OPTIONS)) {
      assertThat(machine.<Integer>call(sys -> mkdir(sys, "/root/d"))).isZero();
      state("kept").save(machine);
      try (Machine again = state("kept").load(OPTIONS).orElseThrow()) {
        assertThat(Monitor.diff(machine.monitor().snapshot(), again.monitor().snapshot()))
            .isEmpty();
        assertThat(again.<Integer>call(sys -> mkdir(sys, "/root/d"))).isOne();
        state("kept").save(again);
      }
    }
    assertThat(dir).isDirectoryContaining("glob:**kept");
    assertThat(files()).isEqualTo(1);
  }

  private long files() {
    try (Stream<Path> list = Files.list(dir)) {
      return list.count();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int mkdir(modbox.kernel.Syscalls sys, String path) {
    try {
      sys.mkdir(path, 0755);
      return 0;
    } catch (modbox.abi.ErrnoException e) {
      return 1;
    }
  }

  @Test
  void damagedFileIsRefusedInOneLineAndKept() throws IOException, HostOptions.Answer {
    Path file = saved();
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 20, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      refused(file, OPTIONS, ": ");
      assertThat(Files.size(file)).isEqualTo(length);
    }
  }

  @Test
  void machineOfOtherOptionsIsRefused() throws IOException, HostOptions.Answer {
    refused(saved(), OPTIONS.withSeed(2), ": saved from another machine: ");
  }

  private void refused(Path file, MachineOptions options, String why) {
    assertThatThrownBy(() -> state("kept").load(options))
        .isInstanceOfSatisfying(
            HostOptions.Answer.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(2);
              assertThat(answer.text()).startsWith("modbox: " + file + why).containsOnlyOnce("\n");
            });
  }

  @Test
  void placeThatCannotBeWrittenIsToldBeforeTheRun() {
    for (String name : new String[] {".", "none/kept"}) {
      assertThatThrownBy(() -> state(name))
          .isInstanceOfSatisfying(
              HostOptions.Answer.class, answer -> assertThat(answer.status()).isEqualTo(2));
    }
  }
}
