package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random lives of a machine: undoing a step gives the world before it, a fork lives apart, a saved
 * machine is the machine. A failing seed is named.
 */
class UndoPropertyTest {
  private static final MachineOptions OPTIONS =
      MachineOptions.of(_ -> Optional.empty()).withBare(true);
  private static final Stdio NOTHING = Stdio.of((_, _, _) -> {}, (_, _, _) -> {});
  private static final String[] NAMES = {"/root/a", "/root/b", "/root/a/c", "/tmp/d", "/run/e"};

  /** What one step does; an errno is as good an outcome as any. */
  private record Step(int kind, String first, String second, int number) implements UserProgram {
    static Step random(Random random) {
      return new Step(
          random.nextInt(14),
          NAMES[random.nextInt(NAMES.length)],
          NAMES[random.nextInt(NAMES.length)],
          random.nextInt(20_000));
    }

    @Override
    public int main(Syscalls sys, List<String> argv, List<String> environment)
        throws ErrnoException {
      switch (kind) {
        case 0 -> sys.mkdir(first, number & 0777);
        case 1, 2 -> write(sys, first, Open.CREAT | Open.WRONLY);
        case 3 -> write(sys, first, Open.CREAT | Open.WRONLY | Open.APPEND);
        case 4 -> sys.unlink(first);
        case 5 -> sys.rename(first, second);
        case 6 -> sys.symlink(first, second);
        case 7 -> sys.link(first, second);
        case 8 -> sys.chmod(first, number & 07777);
        case 9 -> sys.mount("tmpfs", first, "tmpfs", 0, "");
        case 10 -> sys.umount(first, 0);
        case 11 -> sys.sethostname("host" + number);
        case 12 -> write(sys, "/dev/kmsg", Open.WRONLY);
        default -> {
          int child = sys.fork(() -> write(sys, first, Open.CREAT | Open.WRONLY | Open.TRUNC));
          sys.nanosleep(number);
          sys.wait4(child, 0);
        }
      }
      return 0;
    }

    private int write(Syscalls sys, String path, int flags) throws ErrnoException {
      int fd = sys.open(path, flags, 0644);
      byte[] text = ("line " + number + "\n").getBytes(StandardCharsets.ISO_8859_1);
      sys.lseek(fd, path.startsWith("/dev") ? 0 : number, Open.SEEK_SET);
      return sys.write(fd, text, 0, text.length);
    }
  }

  private static void run(Machine machine, UserProgram step) {
    machine.run(step, List.of("step"), List.of(), NOTHING);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void fiftyLives() throws IOException {
    lives(50);
  }

  @Test
  @Tag("slow")
  void aThousandLives() throws IOException {
    lives(1000);
  }

  private static void lives(int count) throws IOException {
    try (var origin = Machine.boot(OPTIONS)) {
      Moment birth = origin.monitor().snapshot();
      for (int seed = 0; seed < count; seed++) {
        try (var machine = origin.fork()) {
          live(machine, new Random(seed), "seed " + seed);
        }
      }
      assertThat(origin.monitor().snapshot()).as("the parent of all forks").isEqualTo(birth);
    }
  }

  private static void live(Machine machine, Random random, String seed) throws IOException {
    Monitor monitor = machine.monitor();
    var done = new ArrayList<Step>();
    for (int i = 0; i < 8; i++) {
      Step step = Step.random(random);
      done.add(step);
      Moment before = monitor.snapshot();
      run(machine, step);
      Moment after = monitor.snapshot();
      monitor.restore(before);
      assertThat(Monitor.diff(before, monitor.snapshot())).as(seed + " undo " + done).isEmpty();
      monitor.restore(after);
      assertThat(Monitor.diff(after, monitor.snapshot())).as(seed + " redo " + done).isEmpty();
    }
    Moment end = monitor.snapshot();
    try (var fork = machine.fork()) {
      run(fork, Step.random(random));
    }
    assertThat(Monitor.diff(end, monitor.snapshot())).as(seed + " fork " + done).isEmpty();
    var bytes = new ByteArrayOutputStream();
    machine.save(bytes);
    try (var loaded = Machine.load(new ByteArrayInputStream(bytes.toByteArray()), OPTIONS)) {
      Moment again = loaded.monitor().snapshot();
      assertThat(Monitor.diff(end, again)).as(seed + " save " + done).isEmpty();
    }
  }

  @Test
  void theSameLifeTwiceGivesTheSameBytes() throws IOException {
    var saved = new ArrayList<byte[]>();
    for (int i = 0; i < 2; i++) {
      try (var machine = Machine.boot(OPTIONS)) {
        var random = new Random(99);
        for (int step = 0; step < 40; step++) {
          run(machine, Step.random(random));
        }
        var bytes = new ByteArrayOutputStream();
        machine.save(bytes);
        saved.add(bytes.toByteArray());
      }
    }
    assertThat(saved.getFirst()).isEqualTo(saved.getLast());
  }
}
