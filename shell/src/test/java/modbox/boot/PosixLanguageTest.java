package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import modbox.kernel.Machine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the shell language and of the utilities, each group in one machine. */
class PosixLanguageTest {
  static List<String> groups() {
    return PosixCases.load().stream().map(PosixCases.Case::group).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("groups")
  void group(String group) {
    var failures = new ArrayList<String>();
    try (Machine machine = PosixCases.boot()) {
      for (PosixCases.Case each : PosixCases.load()) {
        if (each.group().equals(group)) {
          PosixCases.Result result = PosixCases.run(machine, each);
          if (!holds(each, result)) {
            failures.add(each + "\n" + result);
          }
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  static boolean holds(PosixCases.Case each, PosixCases.Result result) {
    boolean status =
        each.status().equals("nonzero")
            ? result.status() != 0
            : String.valueOf(result.status()).equals(each.status());
    boolean stderr =
        switch (each.stderr()) {
          case "empty" -> result.stderr().isEmpty();
          case "some" -> !result.stderr().isEmpty();
          default -> true;
        };
    return status && stderr && each.stdout().equals(result.stdout());
  }
}
