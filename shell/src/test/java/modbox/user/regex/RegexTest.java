package modbox.user.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexTest {
  private static Regex compile(String text, Regex.Syntax syntax) throws RegexException {
    return Regex.compile(text, syntax, false, false, () -> {});
  }

  /**
   * Columns of sed.tsv: B or E, pattern, text, and what GNU sed 4.9 made of {@code
   * s/PATTERN/<&><\1><\2>…/}.
   */
  @Test
  void matchesAndGroupsAreThoseOfSed() throws Exception {
    var wrong = new ArrayList<String>();
    try (var file = RegexTest.class.getResourceAsStream("sed.tsv")) {
      String all = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : all.split("\n")) {
        List<String> row = List.of(line.split("\t", -1));
        Regex.Syntax syntax =
            row.getFirst().equals("B") ? Regex.Syntax.BASIC : Regex.Syntax.EXTENDED;
        Regex regex = compile(row.get(1), syntax);
        String shown =
            regex.find(row.get(2), 0).map(m -> show(row.get(2), m, regex)).orElse(row.get(2));
        if (!shown.equals(row.get(3))) {
          wrong.add(line + " but was " + shown);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String show(String text, Match match, Regex regex) {
    var shown = new StringBuilder(text.substring(0, match.start()));
    for (int i = 0; i <= regex.groups(); i++) {
      shown.append('<').append(match.group(i)).append('>');
    }
    return shown.append(text.substring(match.end())).toString();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "E, (, Unmatched ( or \\(",
        "B, \\(, Unmatched ( or \\(",
        "B, \\), Unmatched ) or \\)",
        "E, ), Unmatched ) or \\)",
        "`E`, [a-, `Unmatched [, [^, [:, [., or [=`",
        "E, [b-a], Invalid range end",
        "E, [[:foo:]], Invalid character class name",
        "E, a\\, Trailing backslash",
        "E, (a)\\2, Invalid back reference",
        "E, `a{2,1}`, Invalid content of \\{\\}",
        "E, a{99999}, Regular expression too big",
        "E, *a, Invalid preceding regular expression",
        "E, [[.space.]], Invalid collation character"
      })
  void aWrongPatternIsToldAsRegcompDoes(String kind, String pattern, String message) {
    Regex.Syntax syntax = kind.equals("B") ? Regex.Syntax.BASIC : Regex.Syntax.EXTENDED;
    assertThatThrownBy(() -> compile(pattern, syntax)).hasMessage(message);
  }

  @Test
  void lettersFoldOnlyInAscii() throws RegexException {
    Regex regex = Regex.compile("k[s-t]é", Regex.Syntax.BASIC, true, false, () -> {});
    assertThat(regex.matchesIn("KTé")).isTrue();
    assertThat(regex.matchesIn("KTÉ")).isFalse();
  }

  @Test
  void anchorsAtNewlinesWhenAsked() throws RegexException {
    Regex lines = Regex.compile("^b$", Regex.Syntax.BASIC, false, true, () -> {});
    assertThat(lines.find("a\nb\nc", 0).map(Match::start)).isEqualTo(Optional.of(2));
    assertThat(compile("^b$", Regex.Syntax.BASIC).matchesIn("a\nb\nc")).isFalse();
  }

  @Test
  void aHopelessSearchEndsAndCanBeInterrupted() throws RegexException {
    var checks = new int[1];
    Regex regex =
        Regex.compile(
            "\\(a*\\)*\\(a*\\)*\\1x\\2b", Regex.Syntax.BASIC, false, false, () -> checks[0]++);
    assertThatThrownBy(() -> regex.matchesIn("a".repeat(60))).isInstanceOf(RegexException.class);
    assertThat(checks[0]).isGreaterThan(1000);
  }

  @Test
  void theFirstMatchIsSoughtFromTheIndex() throws RegexException {
    assertThat(compile("a*", Regex.Syntax.BASIC).find("xaa", 1).map(Match::end))
        .isEqualTo(Optional.of(3));
    assertThat(compile("^a", Regex.Syntax.BASIC).find("aa", 1)).isEmpty();
  }
}
