package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import modbox.kernel.Machine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts of utilities with the output of Debian 12's, each group in one machine. */
class UtilityCasesTest {
  private static final List<String> GROUPS = List.of("text", "grep", "sed", "awk", "util", "file");

  private static List<PosixCases.Case> cases() {
    return Stream.concat(
            PosixCases.load().stream().filter(each -> GROUPS.contains(each.group())),
            PosixCases.load("utility-cases.txt").stream())
        .toList();
  }

  static List<String> groups() {
    return cases().stream().map(PosixCases.Case::group).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("groups")
  void group(String group) {
    var failures = new ArrayList<String>();
    try (Machine machine = PosixCases.boot()) {
      for (PosixCases.Case each : cases()) {
        if (each.group().equals(group)) {
          PosixCases.Result result = PosixCases.run(machine, each);
          if (!PosixLanguageTest.holds(each, result)) {
            failures.add(each + "\n" + result);
          }
        }
      }
    }
    assertThat(failures).isEmpty();
  }
}
