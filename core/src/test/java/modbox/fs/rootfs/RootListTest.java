package modbox.fs.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** root.list and the directory beside it say the same. */
class RootListTest {
  private static final Path ROOT = Path.of("target/classes/modbox/root");
  private static final Path LIST = Path.of("src/main/resources/modbox/root.list");

  @Test
  void everyFileIsListedWithItsSize() throws Exception {
    var listed = new TreeMap<String, Long>();
    for (String line : Files.readAllLines(LIST, StandardCharsets.ISO_8859_1)) {
      if (line.startsWith("f ")) {
        String[] words = line.split(" ", 6);
        listed.put(words[5], Long.parseLong(words[4]));
      }
    }
    var there = new TreeMap<String, Long>();
    try (var files = Files.walk(ROOT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        there.put(ROOT.relativize(file).toString(), Files.size(file));
      }
    }
    assertThat(missing(there, listed)).as("lines to add to root.list").isEmpty();
    assertThat(listed).isEqualTo(there);
  }

  /** The lines that the list lacks, ready to be pasted. */
  private static String missing(TreeMap<String, Long> there, TreeMap<String, Long> listed) {
    var lines = new TreeSet<String>();
    there.forEach(
        (path, size) -> {
          if (!size.equals(listed.get(path))) {
            lines.add("f 0644 0 0 " + size + " " + path);
          }
        });
    return String.join("\n", lines);
  }

  @Test
  void parentsComeBeforeTheirChildren() throws Exception {
    var seen = new TreeSet<String>();
    for (String line : Files.readAllLines(LIST, StandardCharsets.ISO_8859_1)) {
      if (!line.startsWith("#")) {
        String path = line.split(" ", 6)[5].replaceAll(" -> .*", "");
        int slash = path.lastIndexOf('/');
        assertThat(slash < 0 || seen.contains(path.substring(0, slash))).as(path).isTrue();
        seen.add(path);
      }
    }
  }
}
