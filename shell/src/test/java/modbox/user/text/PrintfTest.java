package modbox.user.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row recorded from coreutils 9.1's printf in the C locale. */
class PrintfTest {
  record Row(List<String> words, Printf.Result result) {}

  private static Row row(List<String> words, String text, List<String> complaints, boolean failed) {
    return new Row(words, new Printf.Result(text, complaints, failed));
  }

  static List<Row> rows() {
    return List.of(
        row(List.of("%5d|%-5d|%05d", "42", "-7", "3"), "   42|-7   |00003", List.of(), false),
        row(
            List.of("%o %x %X %#o %#x %u", "8", "255", "255", "8", "255", "3"),
            "10 ff FF 010 0xff 3",
            List.of(),
            false),
        row(List.of("%d %d %d", "0x1f", "010", "'A"), "31 8 65", List.of(), false),
        row(
            List.of("%.2f %e %g", "3.14159", "12345.678", "0.0001"),
            "3.14 1.234568e+04 0.0001",
            List.of(),
            false),
        row(
            List.of("%g %g %g %g", "1000000", "100000", "1e-5", "123456789"),
            "1e+06 100000 1e-05 1.23457e+08",
            List.of(),
            false),
        row(List.of("%s-%d\\n", "a", "1", "b", "2", "c"), "a-1\nb-2\nc-0\n", List.of(), false),
        row(List.of("%c%c", "xyz", "q"), "xq", List.of(), false),
        row(List.of("%b", "a\\tb\\0101\\cZ"), "a\tbA", List.of(), false),
        row(List.of("%*d|%-*d|", "5", "1", "4", "2"), "    1|2   |", List.of(), false),
        row(List.of("%.3s|%10.2s|", "abcdef", "xyz"), "abc|        xy|", List.of(), false),
        row(List.of("\\101\\x42\\n%%"), "AB\n%", List.of(), false),
        row(List.of("%+d % d", "5", "6"), "+5  6", List.of(), false),
        row(List.of("%q", "a b"), "'a b'", List.of(), false),
        row(List.of("%q", "it's"), "\"it's\"", List.of(), false),
        row(List.of("%x", "-1"), "ffffffffffffffff", List.of(), false),
        row(List.of("%u", "-1"), "18446744073709551615", List.of(), false),
        row(List.of("%#.3g %G %E", "1", "1e-10", "0"), "1.00 1E-10 0.000000E+00", List.of(), false),
        row(List.of("%f", "inf"), "inf", List.of(), false),
        row(List.of("%5.1f|%-8.3f|", "2.25", "2.5"), "  2.2|2.500   |", List.of(), false),
        row(List.of("%.0f %.0f %.0f", "0.5", "1.5", "2.5"), "0 2 2", List.of(), false),
        row(List.of("%s"), "", List.of(), false),
        row(List.of("%d"), "0", List.of(), false),
        row(List.of("%i", "  12"), "12", List.of(), false),
        row(List.of("%08.3f", "-3.14159"), "-003.142", List.of(), false),
        row(List.of("%.10d", "123"), "0000000123", List.of(), false),
        row(List.of("%#x", "0"), "0", List.of(), false),
        row(List.of("%-+6d|", "3"), "+3    |", List.of(), false),
        row(List.of("%'d", "12"), "12", List.of(), false),
        row(List.of("%ld", "9223372036854775807"), "9223372036854775807", List.of(), false),
        row(List.of("%b", "\\e[0m\\x41\\u00e9"), "\u001b[0mA\\u00E9", List.of(), false),
        row(List.of("%.20f", "0.1"), "0.10000000000000000000", List.of(), false),
        row(List.of("%e", "123456789012345"), "1.234568e+14", List.of(), false),
        row(
            List.of("no args", "x"),
            "no args",
            List.of("warning: ignoring excess arguments, starting with 'x'"),
            false),
        row(List.of("%d", "3abc"), "3", List.of("'3abc': value not completely converted"), true),
        row(List.of("%d", ""), "0", List.of(), false),
        row(List.of("%d", "abc"), "0", List.of("'abc': expected a numeric value"), true),
        row(
            List.of("%d", "99999999999999999999"),
            "9223372036854775807",
            List.of("'99999999999999999999': Numerical result out of range"),
            true),
        row(List.of("%z"), "", List.of("%z: invalid conversion specification"), true),
        row(List.of("%s %s\\n", "a", "b", "c"), "a b\nc \n", List.of(), false));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void formatsAsCoreutilsDoes(Row row) {
    assertThat(Printf.format(row.words().getFirst(), row.words().subList(1, row.words().size())))
        .isEqualTo(row.result());
  }
}
