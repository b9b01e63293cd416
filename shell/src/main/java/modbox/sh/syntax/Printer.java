package modbox.sh.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints trees back as source text. */
public final class Printer {
  private final StringBuilder out = new StringBuilder();
  private final WordPrinter words = new WordPrinter(out);
  private final boolean bodies;
  private final List<Redirect> pending = new ArrayList<>();

  private Printer(boolean bodies) {
    this.bodies = bodies;
  }

  /** A program that parses to the same tree. */
  public static String print(Program program) {
    var printer = new Printer(true);
    printer.list(program, false);
    printer.bodies();
    return printer.out.toString();
  }

  /** A command on one line, as {@code jobs} shows it: here-documents without their text. */
  public static String title(Command command) {
    var printer = new Printer(false);
    printer.command(command);
    return printer.out.toString();
  }

  /** A command that parses to the same tree. */
  public static String print(Command command) {
    return print(new Program(List.of(command)));
  }

  /** A word as source text. */
  public static String text(Word word) {
    var out = new StringBuilder();
    new WordPrinter(out).word(word);
    return out.toString();
  }

  /** A part as text with its outer quotes removed and nothing expanded. */
  static String bare(Part part) {
    var out = new StringBuilder();
    new WordPrinter(out).bare(part);
    return out.toString();
  }

  private void separator() {
    if (!bodies()) {
      out.append("; ");
    }
  }

  /** Prints the here-documents of the line; whether there were any. */
  private boolean bodies() {
    if (pending.isEmpty()) {
      return false;
    }
    out.append('\n');
    for (Redirect redirect : pending) {
      HereText here = redirect.here();
      if (here != null) {
        out.append(here.raw());
        redirect.target().parts().forEach(words::bare);
        out.append('\n');
      }
    }
    pending.clear();
    return true;
  }

  /** A list; with {@code closed} its last command is ended too. */
  private void list(Program program, boolean closed) {
    for (int i = 0; i < program.commands().size(); i++) {
      Command command = program.commands().get(i);
      command(command);
      boolean last = i + 1 == program.commands().size();
      if (last && !closed) {
        break;
      }
      if (command instanceof Command.Background) {
        if (!bodies()) {
          out.append(' ');
        }
      } else {
        separator();
      }
    }
  }

  private void block(String before, Program program) {
    out.append(before).append(' ');
    list(program, true);
  }

  private void command(Command command) {
    switch (command) {
      case Command.Simple simple -> simple(simple);
      case Command.Pipeline pipeline -> pipeline(pipeline);
      case Command.AndOr(Command left, boolean and, Command right, _) -> {
        command(left);
        out.append(and ? " && " : " || ");
        command(right);
      }
      case Command.Background(Command body, _) -> {
        command(body);
        out.append(" &");
      }
      case Command.Redirected(Command body, List<Redirect> redirects, _) -> {
        command(body);
        redirects.forEach(this::redirect);
      }
      case Command.Group(Program body, _) -> {
        block("{", body);
        out.append('}');
      }
      case Command.Subshell(Program body, _) -> {
        out.append("( ");
        list(body, false);
        if (!bodies()) {
          out.append(' ');
        }
        out.append(')');
      }
      case Command.If branch -> branch("if", branch);
      case Command.Loop(boolean until, Program condition, Program body, _) -> {
        block(until ? "until" : "while", condition);
        loopBody(body);
      }
      case Command.For(String name, List<Word> words, Program body, _) ->
          loop("for ", name, words, body);
      case Command.Select(String name, List<Word> words, Program body, _) ->
          loop("select ", name, words, body);
      case Command.ArithmeticFor loop -> arithmeticFor(loop);
      case Command.Case choice -> choice(choice);
      case Command.Function(String name, Command body, _) -> {
        out.append(Names.isName(name) ? name + "() " : "function " + name + " ");
        command(body);
      }
      case Command.Arithmetic(Part.Arithmetic expression, _) -> {
        out.append("((");
        words.word(expression.text());
        out.append("))");
      }
      case Command.Conditional(Test test, _) -> {
        out.append("[[ ");
        test(test);
        out.append(" ]]");
      }
    }
  }

  private void simple(Command.Simple simple) {
    String gap = "";
    // A word that would be reserved in front stays behind its redirections.
    boolean first =
        simple.assignments().isEmpty()
            && !simple.words().isEmpty()
            && Names.isReserved(simple.words().getFirst().bare());
    if (first) {
      for (Redirect redirect : simple.redirects()) {
        redirect(redirect, gap);
        gap = " ";
      }
    }
    for (Assignment assignment : simple.assignments()) {
      out.append(gap);
      words.assignment(assignment);
      gap = " ";
    }
    for (Word word : simple.words()) {
      out.append(gap);
      words.word(word);
      gap = " ";
    }
    if (!first) {
      for (Redirect redirect : simple.redirects()) {
        redirect(redirect, gap);
        gap = " ";
      }
    }
  }

  private void redirect(Redirect redirect) {
    redirect(redirect, " ");
  }

  private void redirect(Redirect redirect, String gap) {
    out.append(gap);
    if (redirect.fd() >= 0) {
      out.append(redirect.fd());
    }
    out.append(redirect.operator().text());
    words.word(redirect.target());
    if (redirect.here() != null && bodies) {
      pending.add(redirect);
    }
  }

  private void pipeline(Command.Pipeline pipeline) {
    if (pipeline.negated()) {
      out.append("! ");
    } else if (pipeline.stages().size() == 1) {
      out.append("! ! ");
    }
    for (int i = 0; i < pipeline.stages().size(); i++) {
      out.append(i == 0 ? "" : " | ");
      command(pipeline.stages().get(i));
    }
  }

  private void branch(String keyword, Command.If branch) {
    block(keyword, branch.condition());
    block("then", branch.then());
    Program otherwise = branch.otherwise();
    if (otherwise != null
        && otherwise.commands().size() == 1
        && otherwise.commands().getFirst() instanceof Command.If nested) {
      branch("elif", nested);
      return;
    }
    if (otherwise != null) {
      block("else", otherwise);
    }
    out.append("fi");
  }

  private void loop(String keyword, String name, @Nullable List<Word> values, Program body) {
    out.append(keyword).append(name);
    if (values != null) {
      out.append(" in");
      for (Word value : values) {
        out.append(' ');
        words.word(value);
      }
    }
    out.append("; ");
    loopBody(body);
  }

  private void loopBody(Program body) {
    block("do", body);
    out.append("done");
  }

  private void arithmeticFor(Command.ArithmeticFor loop) {
    out.append("for ((");
    words.word(loop.init().text());
    out.append(';');
    words.word(loop.condition().text());
    out.append(';');
    words.word(loop.step().text());
    out.append(")); ");
    loopBody(loop.body());
  }

  private void choice(Command.Case choice) {
    out.append("case ");
    words.word(choice.subject());
    out.append(" in ");
    for (Command.Case.Item item : choice.items()) {
      out.append('(');
      for (int i = 0; i < item.patterns().size(); i++) {
        out.append(i == 0 ? "" : " | ");
        words.word(item.patterns().get(i));
      }
      out.append(") ");
      list(item.body(), false);
      if (!bodies()) {
        out.append(' ');
      }
      out.append(item.end().text()).append(' ');
    }
    out.append("esac");
  }

  private void test(Test test) {
    switch (test) {
      case Test.Not(Test operand) -> {
        out.append("! ");
        test(operand);
      }
      case Test.And(Test left, Test right) -> both(left, " && ", right);
      case Test.Or(Test left, Test right) -> both(left, " || ", right);
      case Test.Grouped(Test operand) -> {
        out.append("( ");
        test(operand);
        out.append(" )");
      }
      case Test.Unary(String operator, Word operand) -> {
        out.append(operator).append(' ');
        words.word(operand);
      }
      case Test.Binary(String operator, Word left, Word right) -> {
        words.word(left);
        out.append(' ').append(operator).append(' ');
        words.word(right);
      }
    }
  }

  private void both(Test left, String operator, Test right) {
    test(left);
    out.append(operator);
    test(right);
  }
}
