package modbox.user.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "a*c, abbc, true",
    "a*c, abbd, false",
    "*.[ch], x.c, true",
    "*.[ch], x.o, false",
    "[!a]x, bx, true",
    "[!a]x, ax, false",
    "[]x]y, ]y, true",
    "a[, a[, true",
    "[a-c]*, bcd, true",
    "[[:digit:]]?, 7x, true",
    "[[:digit:]]?, xx, false",
    "\\*, *, true",
    "\\*, a, false",
    "*a*b*c*, xxaxxbxxcxx, true",
    "**, '', true",
    "?, '', false",
    "[[=a=]b-d], c, true",
    "[\\]]x, ]x, true",
    "*, .hidden, true",
    "a/*, a/b/c, true"
  })
  void plain(String pattern, String text, boolean matches) {
    assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "*, .hidden, false",
    ".*, .hidden, true",
    "a/*, a/b/c, false",
    "a/*, a/.b, false",
    "a/*, a/b, true",
    "a?b, a/b, false",
    "[.]x, .x, false"
  })
  void paths(String pattern, String text, boolean matches) {
    assertThat(new Glob(true, true, false).match(pattern, text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"AB*, abc, true", "[a-c]x, BX, true", "[[:upper:]], a, true", "é, É, false"})
  void folded(String pattern, String text, boolean matches) {
    assertThat(new Glob(false, false, true).match(pattern, text)).isEqualTo(matches);
  }
}
