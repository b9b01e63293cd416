package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramImageTest {
  @ParameterizedTest
  @ValueSource(strings = {"sh", "modprobe", "systemd-hwdb", "[", "a"})
  void nameComesBack(String name) {
    assertThat(ProgramImage.nameIn(ProgramImage.of(name))).contains(name);
  }

  @Test
  void everyCutOfTheFileIsRefusedQuietly() {
    byte[] image = ProgramImage.of("modprobe");
    for (int length = 0; length < 176; length++) {
      assertThat(ProgramImage.nameIn(Arrays.copyOf(image, length))).isEmpty();
    }
  }
}
