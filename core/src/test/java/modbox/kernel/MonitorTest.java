package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MonitorTest {
  private static final Stdio NOTHING = Stdio.of((_, _, _) -> {}, (_, _, _) -> {});
  private final AtomicInteger starts = new AtomicInteger();

  private final UserPrograms programs =
      new UserPrograms() {
        @Override
        public Optional<UserProgram> find(String name) {
          return Optional.of((sys, _, _) -> waitForever(sys));
        }

        @Override
        public List<File> files() {
          return List.of(new File("/usr/sbin/waitd", "waitd"));
        }
      };

  private int waitForever(Syscalls sys) throws ErrnoException {
    starts.incrementAndGet();
    sys.setMemory("generation " + starts.get());
    sys.pause();
    return 0;
  }

  private static int run(Machine machine, UserProgram program) {
    return machine.run(program, List.of("test"), List.of(), NOTHING);
  }

  private static int touch(Syscalls sys, String path) throws ErrnoException {
    sys.close(sys.open(path, Open.CREAT | Open.WRONLY, 0644));
    return 0;
  }

  private static boolean exists(Machine machine, String path) {
    return run(
            machine,
            (sys, _, _) -> {
              sys.stat(path);
              return 0;
            })
        == 0;
  }

  @Test
  void restoreGivesAnEqualWorld() {
    try (var machine = Machine.boot(MachineOptions.of(programs))) {
      Monitor monitor = machine.monitor();
      Moment before = monitor.snapshot();
      assertThat(run(machine, (sys, _, _) -> touch(sys, "/root/file"))).isZero();
      Moment after = monitor.snapshot();
      assertThat(after).isNotEqualTo(before);
      assertThat(Monitor.diff(before, after)).extracting(Monitor.Change::table).contains("inodes");
      monitor.restore(before);
      assertThat(monitor.snapshot()).isEqualTo(before);
      assertThat(exists(machine, "/root/file")).isFalse();
    }
  }

  @Test
  void forkAndParentDoNotSeeEachOther() {
    try (var machine = Machine.boot(MachineOptions.of(programs));
        var other = machine.fork()) {
      assertThat(other.monitor().snapshot()).isEqualTo(machine.monitor().snapshot());
      run(machine, (sys, _, _) -> touch(sys, "/root/mine"));
      run(other, (sys, _, _) -> touch(sys, "/root/theirs"));
      assertThat(exists(machine, "/root/mine")).isTrue();
      assertThat(exists(machine, "/root/theirs")).isFalse();
      assertThat(exists(other, "/root/mine")).isFalse();
    }
  }

  @Test
  void restoreFromInsideEndsOthersKeepsTheAskerAndRestartsDaemons() throws Exception {
    try (var machine = Machine.boot(MachineOptions.of(programs))) {
      machine.startDaemon(List.of("/usr/sbin/waitd"), List.of());
      machine.settle();
      assertThat(starts).hasValue(1);
      Monitor monitor = machine.monitor();
      int status =
          run(
              machine,
              (sys, _, _) -> {
                Moment before = monitor.snapshot();
                int child =
                    sys.fork(
                        () -> {
                          sys.pause();
                          return 0;
                        });
                touch(sys, "/root/file");
                List<String> ended = monitor.restore(before);
                assertThat(ended).containsExactly("init[" + child + "]");
                sys.stat("/root"); // still alive
                return ended.size();
              });
      assertThat(status).isEqualTo(1);
      assertThat(exists(machine, "/root/file")).isFalse();
      machine.settle();
      assertThat(starts).hasValue(2);
    }
  }

  @Test
  void rowsKnowTheEventThatWroteThem() {
    try (var machine = Machine.boot(MachineOptions.of(programs))) {
      Monitor monitor = machine.monitor();
      Moment before = monitor.snapshot();
      run(
          machine,
          (sys, _, _) -> {
            long outer = sys.enterEvent("line", "mkdir /x");
            int child = sys.fork(() -> touch(sys, "/root/child"));
            sys.wait4(child, 0);
            sys.leaveEvent(outer);
            return 0;
          });
      Monitor.Change made =
          Monitor.diff(before, monitor.snapshot()).stream()
              .filter(change -> change.table().equals("inodes") && change.before().isEmpty())
              .findFirst()
              .orElseThrow();
      assertThat(monitor.event(made.event()).orElseThrow().text()).isEqualTo("mkdir /x");
    }
  }
}
