package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import modbox.abi.Open;
import modbox.kernel.Machine;
import modbox.kernel.Stdio;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Types the sessions of {@code src/test/resources/golden} at an interactive shell. {@code
 * -Dgolden.update=true} writes the files anew with what is printed now; read the diff before it is
 * committed.
 */
final class GoldenTest {
  private static final Path HOME = Path.of("src/test/resources/golden");
  private static final BootedMachines MACHINES = new BootedMachines();

  /** The shell's prompt tells where a line's output ends, and its status. */
  private static final Pattern PROMPT = Pattern.compile("\u0001(\\d+)\u0002");

  @AfterAll
  static void close() {
    MACHINES.close();
  }

  @TestFactory
  Stream<DynamicTest> sessions() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(HOME)) {
      files = all.filter(file -> file.toString().endsWith(".box")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(file -> dynamicTest(file.getFileName().toString(), file.toUri(), () -> replay(file)));
  }

  private static void replay(Path file) throws Exception {
    GoldenSession session = GoldenSession.read(file);
    String now = session.with(type(session));
    String golden = Files.readString(file, StandardCharsets.ISO_8859_1);
    if (Boolean.getBoolean("golden.update") && !now.equals(golden)) {
      Files.writeString(file, now, StandardCharsets.ISO_8859_1);
    } else {
      TextDiff.assertSame(session.name() + ".box", golden, now);
    }
  }

  private static List<GoldenSession.Turn> type(GoldenSession session) throws Exception {
    var out = new ByteArrayOutputStream();
    try (Machine machine = MACHINES.fork(session.boot())) {
      machine.run(
          (sys, _, _) -> {
            for (var file : session.files().entrySet()) {
              BootedMachines.write(sys, file.getKey(), bytes(file.getValue()));
            }
            var typed = new StringBuilder();
            session.turns().forEach(turn -> typed.append(turn.typed()).append('\n'));
            BootedMachines.write(sys, "/run/typed", bytes(typed.toString()));
            sys.dup2(sys.open("/run/typed", Open.RDONLY), 0, false);
            sys.unlink("/run/typed");
            sys.chdir("/root");
            var environment = new ArrayList<>(BootedMachines.ENVIRONMENT);
            environment.addAll(List.of("PS1=\u0001$?\u0002", "PS2="));
            sys.execve("/bin/sh", List.of("sh", "-i"), environment);
            return 0;
          },
          List.of("login"),
          BootedMachines.ENVIRONMENT,
          Stdio.of(out::write, out::write));
    }
    return turns(session, out.toString(StandardCharsets.ISO_8859_1));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<GoldenSession.Turn> turns(GoldenSession session, String all) {
    var turns = new ArrayList<GoldenSession.Turn>();
    Matcher prompt = PROMPT.matcher(all);
    assertThat(prompt.find()).as(all).isTrue();
    for (GoldenSession.Turn each : session.turns()) {
      int begin = prompt.end();
      assertThat(prompt.find()).as("a prompt after '%s' in:%n%s", each.typed(), all).isTrue();
      turns.add(
          new GoldenSession.Turn(
              each.typed(),
              all.substring(begin, prompt.start()),
              Integer.parseInt(prompt.group(1))));
    }
    assertThat(prompt.find()).as("more prompts than typed lines:%n%s", all).isFalse();
    return turns;
  }
}
