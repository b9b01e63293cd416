package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import modbox.abi.WindowSize;
import modbox.kernel.HostConsole;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.user.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shell at a terminal of the machine: keys go in, the screen is looked at. */
class InteractiveShellTest {
  private static final List<String> ENVIRONMENT =
      List.of("HOME=/root", "PATH=/usr/sbin:/usr/bin", "PS1=% ", "TERM=dumb");
  private static final String CTRL_C = "\003";
  private static final String CTRL_D = "\004";
  private static final String CTRL_Z = "\032";
  private static final long DEADLINE_MILLIS = 20_000;

  private Machine machine;
  private HostConsole console;
  private CompletableFuture<Integer> shell;
  private final StringBuilder screen = new StringBuilder();

  @BeforeEach
  void start() {
    machine =
        Machine.boot(
            MachineOptions.of(new Programs(Families.of("debian-12")))
                .withBare(true)
                .withClock(false));
    console = machine.console(new WindowSize(24, 80));
    shell =
        CompletableFuture.supplyAsync(
            () -> machine.run(List.of("/bin/sh", "-i"), ENVIRONMENT, console));
    expect("% ");
  }

  @AfterEach
  void stop() {
    machine.close();
  }

  @Test
  void runsLines() {
    enter("echo $((6*7))");
    expect("42");
    enter("if true");
    expect("> ");
    enter("then echo yes; fi");
    expect("yes");
    enter("nope");
    expect("/bin/sh: 1: nope: not found");
    enter("echo rc $?");
    expect("rc 127");
  }

  @Test
  void errorsLeadBackToThePrompt() {
    enter("fi");
    expect("Syntax error: \"fi\" unexpected");
    enter("echo ${x?gone}; echo no");
    expect("x: gone");
    enter("readonly r=1; r=2; echo no");
    expect("r: is read only");
    enter("echo still here");
    expect("still here");
    assertThat(screen).doesNotContain("\nno");
  }

  @Test
  void ctrlCEndsWhatRuns() {
    enter("cat");
    type("line\n");
    expect("line\r\nline\r\n");
    type(CTRL_C);
    expect("% ");
    enter("echo rc $?");
    expect("rc 130");
    enter("while :; do :; done");
    type(CTRL_C);
    expect("% ");
    enter("echo alive");
    expect("alive");
  }

  @Test
  void ctrlCAtThePromptThrowsTheLineAway() {
    type("echo unwanted");
    expect("echo unwanted");
    type(CTRL_C);
    expect("% ");
    enter("echo wanted");
    expect("wanted");
    assertThat(screen).doesNotContain("\nunwanted");
  }

  @Test
  void jobsStopAndGoOn() {
    enter("cat");
    type("one\n");
    expect("one\r\none\r\n");
    type(CTRL_Z);
    expect("[1] + Stopped                    cat");
    enter("echo rc $?");
    expect("rc 148");
    enter("jobs");
    expect("[1] + Stopped                    cat");
    enter("fg");
    expect("cat");
    type("two\n");
    expect("two\r\ntwo\r\n");
    type(CTRL_D);
    expect("% ");
    enter("jobs; echo rc $?");
    expect("rc 0");
  }

  @Test
  void backgroundJobsAreTold() {
    enter("sleep 1000 & sleep 2000 | cat &");
    expect("[1] ");
    expect("[2] ");
    enter("jobs");
    expect("[1] - Running                    sleep 1000");
    expect("[2] + Running                    sleep 2000 | cat");
    enter("kill %1; wait %1; echo rc $?");
    expect("rc 143");
    enter("true & wait; echo waited");
    type("");
    enter("kill %2");
    enter("echo end");
    expect("end");
  }

  @Test
  void readingFromTheTerminalInTheBackgroundStops() {
    enter("cat &");
    expect("[1] ");
    enter("wait %1; echo rc $?");
    expect("rc 149");
    enter("kill -KILL %1; echo killed");
    expect("killed");
  }

  @Test
  void endsWithItsStatus() throws InterruptedException, ExecutionException, TimeoutException {
    enter("trap 'echo bye' EXIT; exit 3");
    expect("bye");
    assertThat(shell.get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(3);
  }

  @Test
  void endOfInputEndsIt() throws InterruptedException, ExecutionException, TimeoutException {
    enter("(exit 5)");
    expect("% ");
    type(CTRL_D);
    assertThat(shell.get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(5);
  }

  private void enter(String line) {
    type(line + "\n");
  }

  private void type(String keys) {
    byte[] bytes = keys.getBytes(StandardCharsets.ISO_8859_1);
    console.type(bytes, 0, bytes.length);
  }

  /** Waits until the text is on the screen; what comes up to its end is seen. */
  private void expect(String text) {
    long end = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
    while (screen.indexOf(text) < 0) {
      assertThat(System.nanoTime()).as("waiting for " + text + " in\n" + screen).isLessThan(end);
      try {
        String more = console.screen(100);
        screen.append(more == null ? "" : more);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    screen.delete(0, screen.indexOf(text) + text.length());
  }
}
