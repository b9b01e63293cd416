package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.WindowSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsoleTest {
  private static int greet(Syscalls sys) throws ErrnoException {
    var buffer = new byte[100];
    int count = sys.read(0, buffer, 0, buffer.length);
    boolean mine = sys.isatty(1) && sys.tcgetpgrp(0) == sys.getpid();
    int own = sys.open("/dev/tty", Open.RDWR);
    sys.write(own, buffer, 0, count);
    return mine && sys.ttyname(2).equals("/dev/pts/0") ? 0 : 1;
  }

  @Test
  void programOnATerminalReadsWhatIsTyped() throws Exception {
    UserPrograms programs =
        new UserPrograms() {
          @Override
          public Optional<UserProgram> find(String name) {
            return Optional.of((sys, _, _) -> greet(sys));
          }

          @Override
          public List<File> files() {
            return List.of(new File("/usr/bin/greet", "greet"));
          }
        };
    try (var machine = Machine.boot(MachineOptions.of(programs))) {
      HostConsole console = machine.console(new WindowSize(24, 80));
      var end =
          CompletableFuture.supplyAsync(
              () -> machine.run(List.of("/usr/bin/greet"), List.of(), console));
      byte[] line = "moin\n".getBytes(StandardCharsets.ISO_8859_1);
      console.type(line, 0, line.length);
      assertThat(console.screen(5000)).isEqualTo("moin\r\n");
      assertThat(console.screen(5000)).isEqualTo("moin\r\n");
      assertThat(end.join()).isZero();
    }
  }

  @Test
  void kmsgGivesARecordWithEachRead() {
    var text = new StringBuilder();
    try (var machine = Machine.boot(MachineOptions.of(_ -> Optional.empty()))) {
      int status =
          machine.run(
              (sys, _, _) -> {
                int fd = sys.open("/dev/kmsg", Open.RDWR | Open.NONBLOCK);
                sys.lseek(fd, 0, Open.SEEK_END);
                byte[] line = "<3>a\\b\n".getBytes(StandardCharsets.ISO_8859_1);
                sys.write(fd, line, 0, line.length);
                var buffer = new byte[4096];
                int count = sys.read(fd, buffer, 0, buffer.length);
                text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                return 0;
              },
              List.of("test"),
              List.of(),
              Stdio.of((_, _, _) -> {}, (_, _, _) -> {}));
      assertThat(status).isZero();
      assertThat(text.toString()).matches("11,\\d+,\\d+,-;a\\\\x5cb\n");
    }
  }
}
