package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import modbox.kmod.Flavour;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real tools printed for some hundred command lines, against ours, kmod 30 and 34. */
class KmodConformanceTest {
  static List<Arguments> cases() throws IOException {
    var all = new ArrayList<Arguments>();
    for (String group : List.of("config", "depmod", "kernel", "modinfo", "modprobe")) {
      for (KmodCase one : KmodCase.load(group)) {
        for (Flavour flavour : Flavour.values()) {
          if (flavour != Flavour.KMOD_30 || one.notFor30().isEmpty()) {
            all.add(Arguments.of(flavour, one));
          }
        }
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void printsWhatTheRealToolPrints(Flavour flavour, KmodCase one) throws IOException {
    String only = System.getProperty("kmod.case", "");
    assumeTrue(one.toString().contains(only));
    boolean kmod30 = flavour == Flavour.KMOD_30;
    KmodCaseMachine.Result result = KmodCaseMachine.run(one, flavour);
    assertThat(one.filtered("stdout", result.out()))
        .as("%s %s stdout; stderr was: %s", flavour, one, result.err())
        .isEqualTo(one.filtered("stdout", one.expected("stdout", "stdout", kmod30)));
    if (!one.key("stderr", "").equals("any")) {
      assertThat(one.filtered("stderr", result.err()))
          .as("%s %s stderr; stdout was: %s", flavour, one, result.out())
          .isEqualTo(one.filtered("stderr", one.expected("stderr", "stderr", kmod30)));
    }
    assertThat(result.status()).as("%s %s status", flavour, one).isEqualTo(one.status(kmod30));
    for (String file : one.outputs()) {
      assertThat(one.filtered("out", result.files().getOrDefault(file, "")))
          .as("%s %s %s", flavour, one, file)
          .isEqualTo(one.filtered("out", one.expected("out:" + file, "out" + file, kmod30)));
    }
  }
}
