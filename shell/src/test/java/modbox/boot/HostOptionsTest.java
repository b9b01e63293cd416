package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostOptionsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-c true",
        "-c true name arg -x",
        "--bare --rootfs /x --kernel-release 4.4.4 --cmdline quiet -c true",
        "script.sh -c --bare",
        "--seed 7 --clock virtual --profile debian-13 scenario.js a b",
        "--no-color --max-statements 0 x.js"
      })
  void bothReadersAgree(String line) throws Exception {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
    assertThat(HostOptions.plain(words)).contains(HostCommandLine.parse(words));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rootfs=/x", "--nonsense", "--help", "-V", "-c", "-x"})
  void whatIsUnusualIsLeftToPicocli(String line) {
    assertThat(HostOptions.plain(List.of(line.split(" ")))).isEmpty();
  }

  @Test
  void anEqualsSignWorksToo() throws Exception {
    assertThat(HostOptions.parse(List.of("--rootfs=/x")).value("--rootfs")).contains("/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--profile debian-9", "--clock sundial", "--seed x", "--nonsense", "-c"})
  void mistakesAreUsageErrors(String line) {
    var answer =
        catchThrowableOfType(
            HostOptions.Answer.class, () -> HostOptions.parse(List.of(line.split(" "))));
    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.text()).startsWith("modbox: ").doesNotContain("Exception");
  }

  @Test
  void helpNamesEveryOption() {
    var answer =
        catchThrowableOfType(HostOptions.Answer.class, () -> HostOptions.parse(List.of("--help")));
    assertThat(answer.status()).isZero();
    HostOptions.ALL.stream()
        .filter(o -> !o.text().isEmpty())
        .forEach(o -> assertThat(answer.text()).contains(o.name()));
  }
}
