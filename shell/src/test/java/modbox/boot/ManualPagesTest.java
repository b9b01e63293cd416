package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import modbox.user.Programs;
import modbox.user.ToolSpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual pages of what only modbox has, against what is declared. */
class ManualPagesTest {
  private static final Path MAN = Path.of("../man");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blame",
        "changes",
        "events",
        "goto",
        "help",
        "js",
        "modprobe-audit",
        "plug",
        "redo",
        "restore",
        "snapshot",
        "snapshots",
        "umockdev-add",
        "umockdev-remove",
        "undo",
        "unplug",
        "whatif",
        "why"
      })
  void aPageNamesEachOptionOfItsCommand(String command) throws IOException {
    ToolSpec spec = new Programs(Families.of("debian-12")).tool(command).orElseThrow().spec();
    String page = page(command);
    for (ToolSpec.Option option : spec.options()) {
      if (option.letter() != '\0') {
        assertThat(page).containsPattern("(?m)^\\.(It|Op|Nm)? ?.*Fl " + option.letter() + "\\b");
      }
      if (!option.word().isEmpty()) {
        assertThat(page).contains("Fl Fl " + option.word());
      }
    }
    assertThat(page).contains("Fl Fl help").contains("Fl Fl version");
  }

  @Test
  void thePageOfTheHostProgramNamesEachOption() throws IOException {
    String page = page("modbox");
    for (HostOptions.Option option : HostOptions.ALL) {
      if (!option.text().isEmpty()) {
        assertThat(page)
            .contains(
                ".It " + option.name().replaceFirst("^--", "Fl Fl ").replaceFirst("^-", "Fl "));
      }
    }
  }

  /** A page, or the one that it stands for. */
  private static String page(String name) throws IOException {
    String text = Files.readString(MAN.resolve(name + ".1"), StandardCharsets.US_ASCII);
    return text.startsWith(".so man1/") ? page(text.substring(9, text.indexOf(".1\n"))) : text;
  }

  @Test
  void mandocHasNoComplaint() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mandoc")), "mandoc");
    List<String> command = new ArrayList<>(List.of("mandoc", "-T", "lint", "-W", "warning"));
    try (Stream<Path> pages = Files.list(MAN)) {
      for (Path page : pages.sorted().toList()) {
        if (!Files.readString(page, StandardCharsets.US_ASCII).startsWith(".so ")) {
          command.add(page.toString());
        }
      }
    }
    assertThat(command).hasSizeGreaterThan(8);
    Process mandoc = new ProcessBuilder(command).redirectErrorStream(true).start();
    String complaints = new String(mandoc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(complaints).isEmpty();
    assertThat(mandoc.waitFor()).isZero();
  }
}
