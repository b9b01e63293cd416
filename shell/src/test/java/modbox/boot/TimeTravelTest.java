package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import modbox.abi.WindowSize;
import modbox.kernel.HostConsole;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Syscalls;
import modbox.terminal.Assistance;
import modbox.terminal.TerminalShell;
import modbox.user.LineEditor;
import modbox.user.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines typed at a prompt, taken back, put back and looked at. */
class TimeTravelTest {
  private static final List<String> ENVIRONMENT =
      List.of("HOME=/root", "PATH=/usr/sbin:/usr/bin", "PS1=% ", "TERM=dumb", "PWD=/root");

  private Programs programs;
  private Machine machine;

  @BeforeEach
  void boot() {
    programs = new Programs(Families.of("debian-12"));
    machine = Machine.boot(MachineOptions.of(programs).withClock(true));
  }

  @AfterEach
  void stop() {
    machine.close();
  }

  /** Types lines; gives what the screen shows, line ends as they are in files. */
  private String type(String... lines) {
    Deque<String> left = new ArrayDeque<>(List.of(lines));
    LineEditor editor =
        new LineEditor() {
          @Override
          public Answer ask(Syscalls sys, String prompt, String continuation) {
            return left.isEmpty() ? new Answer.End() : new Answer.Text(left.pop());
          }
        };
    HostConsole console = machine.console(new WindowSize(24, 200));
    machine.run(
        new TerminalShell(editor, new Assistance(machine, programs)),
        List.of("-sh"),
        ENVIRONMENT,
        console);
    var screen = new StringBuilder();
    try {
      for (String text = console.screen(0); text != null; text = console.screen(0)) {
        screen.append(text);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    String greeting = "^modbox: an emulated .*\nTry: .*\n";
    return screen
        .toString()
        .replace("\r", "")
        .replaceFirst(greeting, "")
        .replaceFirst("exit\n$", "");
  }

  @Test
  void undoTakesFilesDirectoryAndVariablesBack() {
    assertThat(
            type(
                "touch /x",
                "cd /tmp; v=new",
                "undo",
                "pwd; echo \"v=$v\"; ls /x",
                "undo 2",
                "ls /x"))
        .isEqualTo(
            """
            undone: cd /tmp; v=new
            /root
            v=
            /x
            undone: pwd; echo "v=$v"; ls /x
            undone: touch /x
            ls: cannot access '/x': No such file or directory
            """);
  }

  @Test
  void redoPutsBackUntilSomethingElseIsDone() {
    assertThat(
            type(
                "touch /x",
                "touch /y",
                "undo 2",
                "events >/dev/null",
                "redo",
                "ls -1d /[xy]",
                "redo"))
        .isEqualTo(
            """
            undone: touch /y
            undone: touch /x
            done again: touch /x
            /x
            redo: nothing to redo
            """);
    assertThat(type("true", "undo", "undo 1x", "redo 2", "true", "redo"))
        .isEqualTo(
            """
            undone: true
            undo: expected a number of lines
            redo: only 1 lines were undone
            redo: nothing to redo
            """);
  }

  @Test
  void modulesGoAndComeWithTheMoment() {
    assertThat(
            type(
                "snapshot start",
                "modprobe dummy",
                "lsmod | tail -n +2",
                "restore start",
                "lsmod | tail -n +2",
                "undo 2",
                "lsmod | tail -n +2",
                "snapshots",
                "restore nowhere"))
        .isEqualTo(
            """
            kept as start
            dummy                  16384  0
            undone: lsmod | tail -n +2
            undone: restore start
            dummy                  16384  0
            start
            restore: nowhere: no such snapshot; snapshots lists them
            """);
  }

  @Test
  void changesShowWhatALineDid() {
    assertThat(
            type(
                "printf 'a\\nb\\n' >/f",
                "printf 'a\\nc\\n' >/f; ln -s f /l; modprobe dummy",
                "changes"))
        .contains("modules:\n+ dummy  used 0\n")
        .contains("devices:\n+ /devices/virtual/net/dummy0  no driver\n")
        .contains("files:\n+ /l  link to f\n")
        .contains("contents:\n--- /f\n+++ /f\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
    assertThat(type("true", "changes")).doesNotContain("modules:").doesNotContain("files:");
  }

  @Test
  void whatIfLeavesTheMachineAsItIs() {
    assertThat(type("cd /tmp", "whatif 'touch here; modprobe dummy; exit 3'", "ls; lsmod"))
        .contains("exit status 3\nmodules:\n+ dummy  used 0\n")
        .contains("+ /tmp/here  file 0644 0:0\n")
        .endsWith("Module                  Size  Used by\n");
  }

  @Test
  void blameNamesTheLine() {
    assertThat(type("touch /x", "modprobe dummy", "blame /x dummy /sys/devices/virtual/net/dummy0"))
        .contains("/x: #1 line: touch /x\n")
        .contains("dummy: #2 line: modprobe dummy\n")
        .contains("/sys/devices/virtual/net/dummy0: #2 line: modprobe dummy\n");
    assertThat(type("blame nothing")).isEqualTo("blame: nothing: nothing of that name is there\n");
  }

  @Test
  void eventsAndGoto() {
    assertThat(type("touch /x", "rm /x", "goto 1", "ls /x", "goto 99"))
        .isEqualTo("/x\ngoto: 99: no such line; events lists them\n");
    assertThat(type("events")).containsPattern("#1 +\\[ +\\d+\\.\\d{6}\\] touch /x\n");
  }
}
