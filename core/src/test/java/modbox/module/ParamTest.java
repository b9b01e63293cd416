package modbox.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.Vector;
import modbox.abi.ErrnoException;
import modbox.elf.ModuleParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParamTest {
  private final Rig rig = Rig.standard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          int     | 5          | 5
          int     | -0x10      | -16
          int     | 010        | 8
          int     | +7         | 7
          int     | 99999999999| ERANGE
          int     | abc        | EINVAL
          int     | 5x         | EINVAL
          int     | 08         | EINVAL
          uint    | -1         | EINVAL
          uint    | 4294967295 | 4294967295
          byte    | 256        | ERANGE
          short   | -32769     | ERANGE
          ullong  | 0xffffffffffffffff | 18446744073709551615
          hexint  | 0xabc      | 0x000abc
          hexint  | 0xffffffff | 0xffffffff
          bool    | yes        | Y
          bool    | off        | N
          bool    | 2          | EINVAL
          invbool | n          | N
          bint    | y          | 1
          """)
  void values(String type, String text, String expected) {
    String seen;
    try {
      seen = ParamType.parse(type, text, "");
    } catch (ErrnoException e) {
      seen = e.errno().name();
    }
    assertThat(seen).isEqualTo(expected);
  }

  private static Parameter param(String name, String type, int most) {
    return Parameter.of(
        new ModuleParam(name, type, 0644, 0, most, true, type.equals("int") ? "0" : ""));
  }

  private final Vector<Parameter> hello =
      Vector.of(
          param("p_int", "int", 0),
          param("p_str", "string", 8),
          param("p_arr", "array of int", 4),
          param("p_charp", "charp", 0),
          param("p_bool", "bool", 0));

  private String run(String text) {
    var line = new ParamLine(rig.log, rig.loader.setter());
    ParamLine.Outcome outcome = line.apply("hello", hello, text, "insmod");
    String errno = outcome.failure() == null ? "" : outcome.failure().errno().name() + " ";
    var values = outcome.parameters().filter(p -> !hello.contains(p));
    return errno + values.map(p -> p.declared().name() + "=" + p.shown().strip()).mkString(" ");
  }

  @Test
  void words() {
    assertThat(run("p_int=1 p_int=2")).isEqualTo("p_int=2");
    assertThat(run("p-int=3 p_bool")).isEqualTo("p_int=3 p_bool=Y");
    assertThat(run("p_charp=\"a b\" p_arr=1,2")).isEqualTo("p_arr=1,2 p_charp=a b");
    assertThat(run("\"p_charp=c d\"")).isEqualTo("p_charp=c d");
    assertThat(run("p_charp=a\"b c\"d")).isEqualTo("p_charp=a\"b c\"d");
    assertThat(rig.told()).isEmpty();
  }

  @Test
  void complaints() {
    assertThat(run("p_int=abc p_bool=1")).isEqualTo("EINVAL p_bool=Y");
    assertThat(run("p_str=12345678")).isEqualTo("ENOSPC ");
    assertThat(run("p_arr=1,2,3,4,5")).isEqualTo("EINVAL p_arr=1,2,3,4");
    assertThat(run("p_int = 4")).isEqualTo("EINVAL ");
    assertThat(run("P_INT=3 hello.p_int=1")).isEmpty();
    assertThat(rig.told())
        .containsExactly(
            "hello: `abc' invalid for parameter `p_int'",
            "p_str: string doesn't fit in 7 chars.",
            "hello: `12345678' too large for parameter `p_str'",
            "p_arr: can only take 4 arguments",
            "hello: `1' invalid for parameter `p_arr'",
            "hello: `' invalid for parameter `p_int'",
            "hello: unknown parameter '=' ignored",
            "hello: unknown parameter '4' ignored",
            "hello: unknown parameter 'P_INT' ignored",
            "hello: unknown parameter 'hello' ignored");
  }
}
