package modbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every source file is as google-java-format writes it. Spotless runs the same formatter, but
 * inside Maven's own JVM; when that is older than the language of this project it cannot, and this
 * test speaks for it.
 */
class FormatTest {
  @Test
  void everySourceIsFormatted() throws Exception {
    var formatter = new Formatter();
    var odd = new ArrayList<Path>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      if (!RemoveUnusedImports.removeUnusedImports(formatter.formatSource(text)).equals(text)) {
        odd.add(file);
      }
    }
    assertThat(odd).isEmpty();
  }

  private static List<Path> sources() throws Exception {
    Path home = Path.of("").toAbsolutePath().getParent();
    var all = new ArrayList<Path>();
    for (String part : List.of("core/src", "shell/src")) {
      try (var files = Files.walk(home.resolve(part))) {
        files.filter(f -> f.toString().endsWith(".java")).sorted().forEach(all::add);
      }
    }
    return all;
  }
}
