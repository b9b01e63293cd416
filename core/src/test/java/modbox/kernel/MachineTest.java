package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import modbox.abi.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MachineTest {
  private static final Stdio NOTHING = Stdio.of((_, _, _) -> {}, (_, _, _) -> {});

  private static int run(UserProgram program) {
    try (var machine = Machine.boot(MachineOptions.of(_ -> Optional.empty()))) {
      return machine.run(program, List.of("test"), List.of(), NOTHING);
    }
  }

  @Test
  void programRunsAndItsStatusComesBack() {
    assertThat(run((sys, _, _) -> sys.getppid() + 6)).isEqualTo(7);
  }

  @Test
  void signalsAndWaitingThroughTheDoor() {
    int status =
        run(
            (sys, _, _) -> {
              int child =
                  sys.fork(
                      () -> {
                        sys.nanosleep(1_000_000_000_000L);
                        return 0;
                      });
              sys.sched_yield();
              sys.kill(child, 15);
              return sys.wait4(child, 0).orElseThrow().shellStatus();
            });
    assertThat(status).isEqualTo(143);
  }

  @Test
  void logTimeIsAFunctionOfWhatRan() throws Exception {
    String[] logs = new String[2];
    for (int i = 0; i < 2; i++) {
      int turn = i;
      run(
          (sys, _, _) -> {
            sys.nanosleep(1_500_000_000L);
            logs[turn] =
                new String(sys.syslog(3, 65536), java.nio.charset.StandardCharsets.ISO_8859_1);
            return 0;
          });
    }
    assertThat(logs[0]).contains("Linux version 6.1.0-modbox").isEqualTo(logs[1]);
  }

  @Test
  void rebootEndsEverybody() {
    try (var machine = Machine.boot(MachineOptions.of(_ -> Optional.empty()).withBare(true))) {
      int status =
          machine.run(
              (sys, _, _) -> {
                int child =
                    sys.fork(
                        () -> {
                          sys.reboot(0x4321fedc);
                          return 1;
                        });
                sys.wait4(child, 0);
                sys.pause();
                return 2;
              },
              List.of("test"),
              List.of(),
              NOTHING);
      assertThat(status).isZero();
      assertThat(machine.powerState()).isEqualTo(PowerState.OFF);
    }
  }

  /** A task whose module died ends with its call, whatever it does with the signal. */
  @Test
  void oopsEndsTheTask() {
    try (var machine = Machine.boot(MachineOptions.of(_ -> Optional.empty()).withBare(true))) {
      for (Signal signal : List.of(Signal.KILL, Signal.SEGV)) {
        int status =
            machine.run(
                (sys, _, _) -> {
                  if (signal == Signal.SEGV) {
                    sys.sigaction(signal, Signal.Disposition.CATCH);
                  }
                  machine.kernel().modules.die(signal);
                  return sys.getpid();
                },
                List.of("dies"),
                List.of(),
                Stdio.of((_, _, _) -> {}, (_, _, _) -> {}));
        assertThat(status).isEqualTo(128 + signal.number());
      }
    }
  }

  @Test
  void setsidAndGroups() {
    int status =
        run(
            (sys, _, _) -> {
              int child =
                  sys.fork(
                      () -> {
                        assertThat(sys.setsid()).isEqualTo(sys.getpid());
                        return sys.getpgid(0) == sys.getpid() ? 0 : 1;
                      });
              return sys.wait4(child, 0).orElseThrow().exitCode();
            });
    assertThat(status).isZero();
  }
}
