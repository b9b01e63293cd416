package modbox.sh.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  /** Messages as dash 0.5.12 words them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "fi                 @ \"fi\" unexpected",
        "a b()              @ \"(\" unexpected",
        "for 1 in a; do     @ Bad for loop variable",
        "1a() { :; }        @ Bad function name",
        "while do done      @ \"do\" unexpected",
        "case x foo         @ word unexpected (expecting \"in\")",
        ")                  @ \")\" unexpected",
        "echo a > ; b       @ \";\" unexpected",
        "&& a               @ \"&&\" unexpected",
        ";;                 @ \";;\" unexpected",
        "a | | b            @ \"|\" unexpected",
        "if true; fi        @ \"fi\" unexpected (expecting \"then\")",
        "for i in a; done   @ \"done\" unexpected (expecting \"do\")",
        "{ :; }; }          @ \"}\" unexpected",
        "echo a >&x         @ Bad fd number",
        "x=$(fi)            @ \"fi\" unexpected (expecting \")\")",
        "for i in a & b     @ \"&\" unexpected",
      })
  void malformed(String text, String message) {
    assertThat(Parser.check(text, Aliases.NONE))
        .isInstanceOfSatisfying(
            Outcome.Malformed.class,
            m -> assertThat(m.message()).isEqualTo("Syntax error: " + message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "if true; then      @ COMMAND      @ end of file unexpected (expecting \"fi\")",
        "echo \"a           @ QUOTE        @ Unterminated quoted string",
        "echo 'a            @ QUOTE        @ Unterminated quoted string",
        "echo $(a           @ SUBSTITUTION @ end of file unexpected (expecting \")\")",
        "echo &&            @ COMMAND      @ end of file unexpected",
        "{ echo a           @ COMMAND      @ end of file unexpected (expecting \"}\")",
        "echo ${x           @ QUOTE        @ Missing '}'",
        "for i              @ COMMAND      @ end of file unexpected (expecting \"do\")",
        "case x in          @ COMMAND      @ end of file unexpected (expecting \")\")",
      })
  void unfinished(String text, Outcome.Missing missing, String message) {
    assertThat(Parser.check(text, Aliases.NONE))
        .isEqualTo(new Outcome.Unfinished(missing, "Syntax error: " + message));
  }

  @Test
  void openHereDocumentAndContinuationAreUnfinished() {
    assertThat(Parser.check("cat <<E\nfoo\n", Aliases.NONE))
        .isInstanceOfSatisfying(
            Outcome.Unfinished.class,
            u -> assertThat(u.missing()).isEqualTo(Outcome.Missing.HERE_DOCUMENT));
    assertThat(Parser.check("echo a \\\n", Aliases.NONE))
        .isEqualTo(new Outcome.Unfinished(Outcome.Missing.CONTINUATION, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1 b+=2 c[0]=x d=(1 2 [5]=y) cmd arg <in >>out 2>&1",
        "if a; then b; elif c; then d; else e; fi >x",
        "case $x in (a|b*) c;; [!x]) d;& *) ;; esac",
        "f() { local x=1; return 2; }",
        "cat <<A - <<-'B' | tr a b; echo x\na $x `y` \\$z\nA\n\tquoted $x\n\tB\n",
        "echo \"${x:-\"a b\"}${#y}${z##*/}\" '$x' $'a\\n' \\* ~/x",
        "[[ -f $x && ( $a == b* || ! $c =~ ^(a|b)+$ ) ]]",
        "((i++ < 3)) && for ((i=0; i<3; i++)); do echo $((i * (2+1))); done",
        "echo {a,b{c,d}}e {1..9..2} ${x//a/b} ${x:1:2} ${x^^} ${!x} ${a[@]} <(cat) &>f",
        "! a | b && c & d; ( e; f ) &",
        "echo `echo \\`date\\``",
        "until false; do break; done; while :; do :; done; { :; } 2>x",
        "function g { select x in a b; do :; done; }",
      })
  void printsBack(String text) {
    roundTrip(text);
  }

  /** Random programs of a small grammar: parse, print, parse gives the same tree. */
  @Test
  void printsRandomProgramsBack() {
    var random = new Random(4);
    for (int i = 0; i < 500; i++) {
      roundTrip(list(random, 4));
    }
  }

  /** Random bytes: any of the three fates, and no crash. */
  @Test
  void survivesNoise() {
    var random = new Random(5);
    List<String> pieces =
        List.of(
            "$", "{", "}", "(", ")", "'", "\"", "`", "\\", "\n", " ", ";", "&", "|", "<", ">", "a",
            "1", "if", "then", "fi", "case", "esac", "in", "do", "done", "for", "[[", "]]", "((",
            "))", "<<E", "E\n", "=", "#", "~", "*", "x=", "${x", ":-", "//", "$((", "!");
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
        text.append(random.nextBoolean() ? " " : "");
      }
      if (Parser.check(text.toString(), Aliases.NONE) instanceof Outcome.Complete) {
        roundTrip(text.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "$(", "{ ", "if ", "${x:-", "$((", "\"$(", "! ", "! a|", "[[ ! ", "[[ ("})
  void depthIsLimited(String opening) {
    assertThat(Parser.check(opening.repeat(20_000), Aliases.NONE))
        .isNotInstanceOf(Outcome.Complete.class);
  }

  @Test
  void aliasesAreReplacedInCommandPosition() throws SyntaxException {
    Aliases aliases =
        name ->
            switch (name) {
              case "ll" -> "ls -l ";
              case "ls" -> "ls -F";
              case "begin" -> "{";
              case "end" -> "}";
              default -> null;
            };
    assertThat(print("ll ls x ls", aliases)).isEqualTo("ls -F -l ls -F x ls");
    assertThat(print("begin ls; end", aliases)).isEqualTo("{ ls -F; }");
    assertThat(print("\\ls; a=1 ls", aliases)).isEqualTo("\\ls; a=1 ls -F");
  }

  @Test
  void linesAreReadOneByOne() throws SyntaxException {
    var lines = new ArrayList<>(List.of("echo a; echo b\n", "if x\n", "then y; fi\n", ")\n"));
    var parser = new Parser(() -> lines.isEmpty() ? null : lines.removeFirst(), Aliases.NONE);
    Program first = parser.line();
    assertThat(first).isNotNull();
    assertThat(lines).hasSize(3);
    Program second = parser.line();
    assertThat(second).isNotNull();
    assertThat(Printer.print(second)).isEqualTo("if x; then y; fi");
    assertThat(lines).hasSize(1);
  }

  @Test
  void positionsAreKept() throws SyntaxException {
    Program program = new Parser("a\n\n  bc d\n", 1, Aliases.NONE).program();
    Span span = program.commands().get(1).span();
    assertThat(List.of(span.start(), span.end(), span.line())).containsExactly(5, 9, 3);
  }

  private static String print(String text, Aliases aliases) throws SyntaxException {
    return Printer.print(new Parser(text, 1, aliases).program());
  }

  private static void roundTrip(String text) {
    Outcome first = Parser.check(text, Aliases.NONE);
    assertThat(first).as(text).isInstanceOf(Outcome.Complete.class);
    Program program = ((Outcome.Complete) first).program();
    String printed = Printer.print(program);
    assertThat(Parser.check(printed + "\n", Aliases.NONE))
        .as(text + "\n" + printed)
        .isEqualTo(first);
  }

  private static String list(Random random, int depth) {
    var text = new StringBuilder(command(random, depth));
    for (int n = random.nextInt(3); n > 0; n--) {
      text.append(pick(random, "; ", " & ", "\n", " && ", " || ", " | "));
      text.append(command(random, depth));
    }
    return text.toString();
  }

  private static String command(Random random, int depth) {
    if (depth == 0) {
      return simple(random, 0);
    }
    int d = depth - 1;
    return switch (random.nextInt(9)) {
      case 0 -> "{ " + list(random, d) + "; }" + pick(random, "", " >f", " 2>&1");
      case 1 -> "( " + list(random, d) + " )";
      case 2 -> "if " + list(random, d) + "\nthen " + list(random, d) + "\nfi";
      case 3 -> "while " + list(random, d) + "; do " + list(random, d) + "\ndone";
      case 4 -> "for x in " + word(random, d) + "; do " + list(random, d) + "\ndone";
      case 5 ->
          "case "
              + word(random, d)
              + " in "
              + word(random, d)
              + ") "
              + list(random, d)
              + pick(random, "\n;;", "\n;&")
              + " esac";
      default -> simple(random, d);
    };
  }

  private static String simple(Random random, int depth) {
    var text = new StringBuilder(pick(random, "", "a=1 ", "b+=", "x=$y ", "c"));
    text.append("w");
    for (int n = random.nextInt(3); n > 0; n--) {
      text.append(' ').append(word(random, depth));
    }
    return text.append(pick(random, "", "", " <in", " >>out", " 2>&-", " <<<x")).toString();
  }

  private static String word(Random random, int depth) {
    if (depth == 0) {
      return pick(random, "a", "'b c'", "\\$", "$x", "${y}", "*", "~", "\"q $z\"");
    }
    int d = depth - 1;
    return switch (random.nextInt(8)) {
      case 0 -> "\"q" + "${v:-" + word(random, d) + "}\"";
      case 1 -> "$( " + list(random, d) + " )";
      case 2 -> "$((1 + " + pick(random, "x", "$x", "(2*3)") + "))";
      case 3 -> "${p#" + word(random, d) + "}";
      case 4 -> "{" + word(random, 0) + "," + word(random, d) + "}";
      default -> word(random, 0) + word(random, 0);
    };
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
