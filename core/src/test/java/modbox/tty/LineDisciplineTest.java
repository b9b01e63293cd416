package modbox.tty;

import static org.assertj.core.api.Assertions.assertThat;

import modbox.abi.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDisciplineTest {
  private static LineDiscipline type(TtyRow row, String bytes) {
    var discipline = new LineDiscipline(row);
    discipline.receive(bytes.translateEscapes());
    return discipline;
  }

  private static String shown(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n").replace("\b", "\\b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          abc\\r            | abc\\n  | abc\\r\\n
          ab\\177c\\n       | ac\\n   | ab\\b \\bc\\r\\n
          abc\\025x\\n      | x\\n    | abc\\b \\b\\b \\b\\b \\bx\\r\\n
          one two\\027x\\n  | one x\\n | one two\\b \\b\\b \\b\\b \\bx\\r\\n
          a\\001\\177b\\n   | ab\\n   | a^A\\b \\b\\b \\bb\\r\\n
          a\\026\\003\\n    | a\\003\\n | a^\\b^C\\r\\n
          """)
  void lineIsEditedAndEchoed(String typed, String read, String echo) {
    LineDiscipline discipline = type(TtyRow.fresh(0, false), typed);
    assertThat(discipline.row().input().mkString()).isEqualTo(read.translateEscapes());
    assertThat(shown(discipline.echo())).isEqualTo(echo);
    assertThat(discipline.signals()).isEmpty();
  }

  @Test
  void endOfFileIsAnEmptyLineOrCutsOne() {
    assertThat(type(TtyRow.fresh(0, false), "\\4").row().input()).containsExactly("");
    assertThat(type(TtyRow.fresh(0, false), "ab\\4c\\n").row().input())
        .containsExactly("ab", "c\n");
  }

  @Test
  void interruptForgetsTheLine() {
    LineDiscipline discipline = type(TtyRow.fresh(0, false), "abc\\3");
    assertThat(discipline.signals()).containsExactly(Signal.INT);
    assertThat(discipline.row().line()).isEmpty();
    assertThat(discipline.echo()).isEqualTo("abc^C");
  }
}
