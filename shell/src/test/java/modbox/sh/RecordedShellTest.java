package modbox.sh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Stdio;
import modbox.sh.job.Shells;
import modbox.user.Programs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What dash 0.5.12 and bash 5.2 print for lines that need no other program, messages included. */
class RecordedShellTest {
  private record Case(int status, String script, String out, String err) {
    static Case of(String text) {
      int head = text.indexOf('\n');
      int out = text.indexOf("\n@@out\n", head);
      int err = text.indexOf("@@err\n", out);
      return new Case(
          Integer.parseInt(text.substring(0, head)),
          text.substring(head + 1, out),
          cut(text.substring(out + 7, err)),
          cut(text.substring(err + 6)));
    }

    /** A text that ends in {@code \c} has no newline at its end. */
    private static String cut(String text) {
      return text.endsWith("\\c\n") ? text.substring(0, text.length() - 3) : text;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash-cases.txt", "bash-cases.txt"})
  void printsTheSame(String resource) throws IOException {
    String text;
    try (var in = RecordedShellTest.class.getResourceAsStream(resource)) {
      text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    var failures = new ArrayList<String>();
    int number = 0;
    try (Machine machine = boot()) {
      for (String each : text.split("(?m)^@@ ")) {
        if (!each.isEmpty()) {
          Case expected = Case.of(each);
          Case actual = run(machine, expected.script, "/tmp/" + number++);
          if (!actual.equals(expected)) {
            failures.add("expected " + expected + "\n but was " + actual);
          }
        }
      }
    }
    assertThat(number).isGreaterThan(40);
    assertThat(failures).isEmpty();
  }

  private static Machine boot() {
    return Machine.boot(MachineOptions.of(new Programs(new Shells())).withBare(true));
  }

  private static Case run(Machine machine, String script, String directory) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        machine.run(
            (sys, _, _) -> {
              sys.mkdir(directory, 0755);
              sys.chdir(directory);
              sys.execve(
                  "/bin/sh",
                  List.of("sh", "-c", script),
                  List.of("PATH=/usr/bin:/bin", "HOME=/root"));
              return 0;
            },
            List.of("case"),
            List.of(),
            Stdio.of(out::write, err::write));
    return new Case(
        status,
        script,
        out.toString(StandardCharsets.ISO_8859_1),
        err.toString(StandardCharsets.ISO_8859_1));
  }
}
