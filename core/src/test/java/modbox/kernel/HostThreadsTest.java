package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host threads that come and go while tasks wait, sleep, talk and call the host. */
class HostThreadsTest {
  private static final Stdio NOTHING = Stdio.of((_, _, _) -> {}, (_, _, _) -> {});

  private static UserProgram busy(AtomicInteger count) {
    return (sys, _, _) -> {
      int[] pipe = sys.pipe(0);
      var one = new byte[1];
      for (int i = 0; i < 40; i++) {
        int turn = i;
        int child =
            sys.fork(
                () -> {
                  sys.nanosleep(1000L * turn);
                  count.addAndGet(sys.outside(() -> 1));
                  sys.write(pipe[1], new byte[1], 0, 1);
                  return 0;
                });
        sys.read(pipe[0], one, 0, 1);
        sys.write(1, one, 0, 1);
        sys.wait4(child, 0);
      }
      return 7;
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void nobodyIsForgotten(boolean virtual) {
    var count = new AtomicInteger();
    var calls = new AtomicInteger();
    var options = MachineOptions.of(_ -> Optional.empty()).withClock(virtual).withBare(true);
    try (var machine = Machine.boot(options)) {
      var ends = new ArrayList<CompletableFuture<Integer>>();
      for (int i = 0; i < 6; i++) {
        ends.add(
            CompletableFuture.supplyAsync(
                () -> machine.run(busy(count), List.of("busy"), List.of(), NOTHING),
                task -> Thread.ofPlatform().start(task)));
        ends.add(
            CompletableFuture.supplyAsync(
                () -> {
                  for (int k = 0; k < 50; k++) {
                    calls.addAndGet(machine.call(sys -> sys.getpid() > 1 ? 1 : 0));
                    machine.monitor().snapshot();
                  }
                  return 7;
                },
                task -> Thread.ofPlatform().start(task)));
      }
      ends.forEach(end -> assertThat(end.join()).isEqualTo(7));
      assertThat(count).hasValue(6 * 40);
      assertThat(calls).hasValue(6 * 50);
    }
  }
}
