package modbox.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected as {@code cat NAME} of coreutils 9.1 complained. */
class QuoteTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a~, a~",
        "~a, '~a'",
        "a=b, 'a=b'",
        "{, '{'",
        "{a}, {a}",
        "#a, '#a'",
        "a#, a#",
        "a'b, \"a'b\"",
        "a b, 'a b'",
        "a:b, 'a:b'",
        "it's $x, 'it'\\''s $x'",
        "x^y, 'x^y'"
      })
  void aNameIsQuotedWhenAShellWouldMisreadIt(String name, String shown) {
    assertThat(Quote.ifNeeded(name)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"1, 'a'$'\\n''b'", "2, 'a'\\''b'$'\\n''c'"})
  void controlCharactersAreEscaped(int which, String shown) {
    assertThat(Quote.always(which == 1 ? "a\nb" : "a'b\nc")).isEqualTo(shown);
  }
}
