package modbox.sh.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of the shell language. */
public sealed interface Command {
  Span span();

  /** Assignments, words, redirections: a program, built-in or function call. */
  record Simple(List<Assignment> assignments, List<Word> words, List<Redirect> redirects, Span span)
      implements Command {
    public Simple {
      assignments = List.copyOf(assignments);
      words = List.copyOf(words);
      redirects = List.copyOf(redirects);
    }
  }

  /** {@code [!] a | b | c}. */
  record Pipeline(boolean negated, List<Command> stages, Span span) implements Command {
    public Pipeline {
      stages = List.copyOf(stages);
    }
  }

  /** {@code a && b} or {@code a || b}. */
  record AndOr(Command left, boolean and, Command right, Span span) implements Command {}

  /** {@code a &}. */
  record Background(Command command, Span span) implements Command {}

  /** A compound command with redirections behind it. */
  record Redirected(Command command, List<Redirect> redirects, Span span) implements Command {
    public Redirected {
      redirects = List.copyOf(redirects);
    }
  }

  /** <code>{ …; }</code>. */
  record Group(Program body, Span span) implements Command {}

  /** {@code ( … )}. */
  record Subshell(Program body, Span span) implements Command {}

  /** {@code if}; an {@code elif} is an If alone in {@code otherwise}. */
  record If(Program condition, Program then, @Nullable Program otherwise, Span span)
      implements Command {}

  /** {@code while} and {@code until}. */
  record Loop(boolean until, Program condition, Program body, Span span) implements Command {}

  /** {@code for name in words}; {@code words} null for the positional parameters. */
  record For(String name, @Nullable List<Word> words, Program body, Span span) implements Command {}

  /** {@code select name in words}. */
  record Select(String name, @Nullable List<Word> words, Program body, Span span)
      implements Command {}

  /** {@code for ((init; condition; step))}. */
  record ArithmeticFor(
      Part.Arithmetic init,
      Part.Arithmetic condition,
      Part.Arithmetic step,
      Program body,
      Span span)
      implements Command {}

  /** {@code case word in …}. */
  record Case(Word subject, List<Item> items, Span span) implements Command {
    public Case {
      items = List.copyOf(items);
    }

    /** One branch. */
    public record Item(List<Word> patterns, Program body, End end) {
      public Item {
        patterns = List.copyOf(patterns);
      }
    }

    /** How a branch ends. */
    public enum End {
      BREAK(";;"),
      /** The next branch's commands run too. */
      FALL_THROUGH(";&"),
      /** The next branches are tested too. */
      TEST_NEXT(";;&");

      private final String text;

      End(String text) {
        this.text = text;
      }

      public String text() {
        return text;
      }
    }
  }

  /** {@code name() body}. */
  record Function(String name, Command body, Span span) implements Command {}

  /** {@code (( … ))}. */
  record Arithmetic(Part.Arithmetic expression, Span span) implements Command {}

  /** {@code [[ … ]]}. */
  record Conditional(Test test, Span span) implements Command {}
}
