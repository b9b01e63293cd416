package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SaveTest {
  private static final MachineOptions OPTIONS = MachineOptions.of(_ -> Optional.empty());
  private static final Stdio NOTHING = Stdio.of((_, _, _) -> {}, (_, _, _) -> {});

  private static byte[] saved(Machine machine) throws IOException {
    var out = new ByteArrayOutputStream();
    machine.save(out);
    return out.toByteArray();
  }

  private static int work(Syscalls sys) throws ErrnoException {
    sys.mkdir("/root/dir", 0755);
    int fd = sys.open("/root/dir/big", Open.CREAT | Open.WRONLY, 0644);
    var block = new byte[10_000];
    new Random(1).nextBytes(block);
    sys.write(fd, block, 0, block.length);
    sys.symlink("dir/big", "/root/link");
    sys.setMemory(List.of("a", 5, Optional.of("b")));
    return 0;
  }

  @Test
  void loadedMachineIsEqualAndSavesTheSameBytes() throws IOException {
    try (var machine = Machine.boot(OPTIONS)) {
      machine.run((sys, _, _) -> work(sys), List.of("work"), List.of(), NOTHING);
      Moment moment = machine.monitor().snapshot();
      byte[] bytes = saved(machine);
      try (var loaded = Machine.load(new ByteArrayInputStream(bytes), OPTIONS)) {
        assertThat(loaded.monitor().snapshot()).isEqualTo(moment);
        assertThat(saved(loaded)).isEqualTo(bytes);
      }
    }
  }

  @Test
  void memoryOfADaemonComesBack() throws IOException {
    UserPrograms programs =
        new UserPrograms() {
          @Override
          public Optional<UserProgram> find(String name) {
            return Optional.of(
                (sys, _, _) -> {
                  sys.setMemory(List.of(sys.memory().orElse("first"), Open.RDWR));
                  sys.pause();
                  return 0;
                });
          }

          @Override
          public List<File> files() {
            return List.of(new File("/usr/sbin/d", "d"));
          }
        };
    MachineOptions options = MachineOptions.of(programs);
    try (var machine = Machine.boot(options)) {
      machine.startDaemon(List.of("/usr/sbin/d"), List.of());
      machine.settle();
      byte[] bytes = saved(machine);
      try (var loaded = Machine.load(new ByteArrayInputStream(bytes), options)) {
        loaded.settle();
        Moment moment = loaded.monitor().snapshot();
        Monitor.Change change =
            Monitor.diff(machine.monitor().snapshot(), moment).stream()
                .filter(c -> c.table().equals("tasks"))
                .findFirst()
                .orElseThrow();
        assertThat(change.after().orElseThrow()).contains("[[first, 2], 2]");
      }
    } catch (ErrnoException e) {
      throw new IOException(e);
    }
  }

  @Test
  void damageIsRefusedWithOneLine() throws IOException {
    byte[] bytes;
    try (var machine = Machine.boot(OPTIONS)) {
      bytes = saved(machine);
    }
    var random = new Random(7);
    for (int i = 0; i < 60; i++) {
      byte[] broken = bytes.clone();
      broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
      refused(broken);
      refused(Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }
  }

  private static void refused(byte[] bytes) {
    assertThatThrownBy(() -> Machine.load(new ByteArrayInputStream(bytes), OPTIONS))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("\n");
  }

  @Test
  void anotherKindOfMachineRefuses() throws IOException {
    byte[] bytes;
    try (var machine = Machine.boot(OPTIONS)) {
      bytes = saved(machine);
    }
    assertThatThrownBy(
            () -> Machine.load(new ByteArrayInputStream(bytes), OPTIONS.withRelease("6.12.0")))
        .hasMessageContaining("saved from another machine");
  }
}
