package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** Long texts compared so that a failure shows what differs, not all of both. */
final class TextDiff {
  private TextDiff() {}

  static void assertSame(String name, String expected, String now) {
    List<String> old = List.of(expected.split("\n", -1));
    List<String> differences =
        UnifiedDiffUtils.generateUnifiedDiff(
            name, "now", old, DiffUtils.diff(old, List.of(now.split("\n", -1))), 3);
    assertThat(String.join("\n", differences)).isEmpty();
  }
}
