package modbox.sh.syntax;

import java.util.List;

/** Prints words and their parts. */
final class WordPrinter {
  private final StringBuilder out;

  WordPrinter(StringBuilder out) {
    this.out = out;
  }

  void word(Word word) {
    word.parts().forEach(this::part);
  }

  void assignment(Assignment assignment) {
    out.append(assignment.name());
    Word subscript = assignment.subscript();
    if (subscript != null) {
      out.append('[');
      word(subscript);
      out.append(']');
    }
    out.append(assignment.append() ? "+=" : "=");
    word(assignment.value());
    if (assignment.elements() != null) {
      elements(assignment.elements());
    }
  }

  private void elements(List<Word> elements) {
    separated("(", elements, ' ', ')');
  }

  private void separated(String open, List<Word> words, char separator, char close) {
    out.append(open);
    for (int i = 0; i < words.size(); i++) {
      if (i > 0) {
        out.append(separator);
      }
      word(words.get(i));
    }
    out.append(close);
  }

  /** A part without its outer quotes. */
  void bare(Part part) {
    switch (part) {
      case Part.Escaped(char character) -> out.append(character);
      case Part.SingleQuoted(String text) -> out.append(text);
      case Part.AnsiQuoted(_, String text) -> out.append(text);
      case Part.DoubleQuoted(List<Part> parts) -> parts.forEach(this::bare);
      default -> part(part);
    }
  }

  private void part(Part part) {
    switch (part) {
      case Part.Literal(String text) -> out.append(text);
      case Part.Escaped(char character) -> out.append('\\').append(character);
      case Part.SingleQuoted(String text) -> out.append('\'').append(text).append('\'');
      case Part.AnsiQuoted(String raw, _) -> out.append("$'").append(raw).append('\'');
      case Part.DoubleQuoted(List<Part> parts) -> {
        out.append('"');
        parts.forEach(this::part);
        out.append('"');
      }
      case Part.Parameter parameter -> parameter(parameter);
      case Part.CommandSubstitution substitution -> substitution(substitution);
      case Part.Arithmetic arithmetic -> {
        out.append("$((");
        word(arithmetic.text());
        out.append("))");
      }
      case Part.ProcessSubstitution(Program program, boolean reads) -> {
        out.append(reads ? "<(" : ">(").append(Printer.print(program)).append(')');
      }
      case Part.Braces(List<Word> alternatives) -> separated("{", alternatives, ',', '}');
      case Part.BraceRange(String from, String to, String step) -> {
        out.append('{').append(from).append("..").append(to);
        out.append(step.isEmpty() ? "" : ".." + step).append('}');
      }
      case Part.ArrayLiteral(List<Word> elements) -> elements(elements);
    }
  }

  private void substitution(Part.CommandSubstitution substitution) {
    String text = Printer.print(substitution.program());
    if (substitution.backquoted()) {
      out.append('`');
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        out.append(c == '\\' || c == '`' || c == '$' ? "\\" : "").append(c);
      }
      out.append('`');
    } else {
      out.append(text.startsWith("(") ? "$( " : "$(").append(text).append(')');
    }
  }

  private void parameter(Part.Parameter parameter) {
    if (!parameter.braced()) {
      out.append('$').append(parameter.name());
      return;
    }
    out.append("${").append(parameter.prefix().text()).append(parameter.name());
    Word subscript = parameter.subscript();
    if (subscript != null) {
      out.append('[');
      word(subscript);
      out.append(']');
    }
    Modifier modifier = parameter.modifier();
    if (modifier != null) {
      modifier(modifier);
    }
    out.append('}');
  }

  private void modifier(Modifier modifier) {
    switch (modifier) {
      case Modifier.Default(Modifier.Kind kind, boolean colon, Word word) -> {
        out.append(colon ? ":" : "").append(kind.sign());
        word(word);
      }
      case Modifier.Trim(boolean suffix, boolean longest, Word pattern) -> {
        String sign = suffix ? "%" : "#";
        out.append(longest ? sign.repeat(2) : sign);
        word(pattern);
      }
      case Modifier.Substring(Word offset, Word length) -> {
        out.append(':');
        word(offset);
        if (length != null) {
          out.append(':');
          word(length);
        }
      }
      case Modifier.Replace(Modifier.Where where, Word pattern, Word replacement) -> {
        out.append(where.sign());
        word(pattern);
        if (replacement != null) {
          out.append('/');
          word(replacement);
        }
      }
      case Modifier.Case(boolean upper, boolean all, Word pattern) -> {
        String sign = upper ? "^" : ",";
        out.append(all ? sign.repeat(2) : sign);
        word(pattern);
      }
      case Modifier.Transform(char operator) -> out.append('@').append(operator);
      case Modifier.Names(char sign) -> out.append(sign);
      case Modifier.Bad(String text) -> out.append(text);
    }
  }
}
