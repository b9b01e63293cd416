package modbox.sh.expand;

import java.util.ArrayList;
import java.util.List;
import modbox.sh.expand.Fields.Mode;
import modbox.sh.syntax.Part;
import modbox.sh.syntax.Word;
import org.jspecify.annotations.Nullable;

/** Expands words. */
public final class Expander {
  /** How many words braces may make of one. */
  private static final int MOST_WORDS = 1_000_000;

  private final Scope scope;
  private final ParameterExpander parameters;
  private final Evaluator evaluator;
  private Separators separators = Separators.of(null);

  public Expander(Scope scope) {
    this.scope = scope;
    this.evaluator = new Evaluator(scope, this);
    this.parameters = new ParameterExpander(scope, this, evaluator);
  }

  /** All expansions of a command's word, with its fields put behind those that are there. */
  public void fields(Word word, List<String> out) throws ShellException {
    List<Part> parts = word.parts();
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Literal(String text)) {
      if (!needsWork(text)) {
        out.add(text);
        return;
      }
    }
    if (hasBraces(parts)) {
      for (List<Part> each : alternatives(parts)) {
        fields(each, out);
      }
    } else {
      fields(parts, out);
    }
  }

  /** All fields of some words. */
  public List<String> fields(List<Word> words) throws ShellException {
    var out = new ArrayList<String>(words.size());
    for (Word word : words) {
      fields(word, out);
    }
    return out;
  }

  private static boolean needsWork(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*' || c == '?' || c == '[' || (c == '~' && i == 0)) {
        return text.length() > 1 || c != '[';
      }
    }
    return false;
  }

  private void fields(List<Part> parts, List<String> out) throws ShellException {
    var fields = new Fields(scope, Mode.FIELDS, separators(), out);
    expand(parts, false, fields);
    fields.end();
  }

  /** One text, without splitting and pathnames: the value of {@code case}, a file's name. */
  public String text(Word word) throws ShellException {
    List<Part> parts = word.parts();
    if (parts.size() == 1
        && parts.getFirst() instanceof Part.Literal(String text)
        && !text.startsWith("~")) {
      return text;
    }
    return text(parts, false);
  }

  /** The value of an assignment: a tilde counts behind colons too. */
  public String value(Word word) throws ShellException {
    List<Part> parts = word.parts();
    if (parts.isEmpty()) {
      return "";
    }
    if (parts.size() == 1) {
      Part part = parts.getFirst();
      if (part instanceof Part.Arithmetic arithmetic) {
        return Long.toString(evaluator.evaluate(arithmetic));
      }
      if (part instanceof Part.Literal(String text) && text.indexOf('~') < 0) {
        return text;
      }
    }
    return text(parts, true);
  }

  private String text(List<Part> parts, boolean assigned) throws ShellException {
    var fields = new Fields(scope, Mode.TEXT, separators(), List.of());
    expand(parts, assigned, fields);
    return fields.text();
  }

  /** A pattern, as marked text. */
  public String pattern(Word word) throws ShellException {
    String bare = word.bare();
    if (!bare.isEmpty() && !bare.startsWith("~")) {
      return bare;
    }
    var fields = new Fields(scope, Mode.PATTERN, separators(), List.of());
    expand(word.parts(), false, fields);
    return fields.text();
  }

  /** Text in which only expansions count: a here-document, a prompt. */
  public String quoted(List<Part> parts) throws ShellException {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Literal(String text)) {
      return text;
    }
    var fields = new Fields(scope, Mode.TEXT, separators(), List.of());
    for (Part part : parts) {
      part(part, true, fields);
    }
    return fields.text();
  }

  /** The value of an arithmetic expression. */
  public long number(Part.Arithmetic arithmetic) throws ShellException {
    return evaluator.evaluate(arithmetic);
  }

  /** The value of an arithmetic expression that is given as text. */
  public long number(String text) throws ShellException {
    return evaluator.evaluate(text);
  }

  /** The present separators. */
  public Separators separators() {
    String ifs = scope.get("IFS");
    if (!separators.are(ifs)) {
      separators = Separators.of(ifs);
    }
    return separators;
  }

  /** The value of a parameter without modifiers; null if it is unset. */
  @Nullable String parameterValue(Part.Parameter parameter) {
    return parameters.single(parameter.name());
  }

  /** A word's parts: a tilde counts at the beginning, in an assigned value behind colons too. */
  private void expand(List<Part> parts, boolean assigned, Fields fields) throws ShellException {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part instanceof Part.Literal(String text)) {
        boolean closed = i + 1 == parts.size();
        if (assigned && text.indexOf('~') >= 0) {
          Tilde.assigned(scope, text, i == 0, closed, fields);
        } else if (i == 0 && text.startsWith("~")) {
          Tilde.leading(scope, text, closed, fields);
        } else {
          fields.literal(text);
        }
      } else {
        part(part, false, fields);
      }
    }
  }

  /** The word behind <code>${x-</code>: what is unquoted in it is split as a result is. */
  void substitute(Word word, boolean quoted, Fields fields) throws ShellException {
    List<Part> parts = word.parts();
    for (int i = 0; i < parts.size(); i++) {
      if (!(parts.get(i) instanceof Part.Literal(String text))) {
        part(parts.get(i), quoted, fields);
      } else if (quoted) {
        fields.quoted(text);
      } else if (i == 0 && text.startsWith("~")) {
        Tilde.leading(scope, text, parts.size() == 1, fields);
      } else {
        fields.unquoted(text);
      }
    }
    if (quoted && parts.isEmpty()) {
      fields.quoted("");
    }
  }

  private void part(Part part, boolean quoted, Fields fields) throws ShellException {
    // Without a switch over types: it is spun at run time, and every start would pay for it.
    if (part instanceof Part.Literal literal) {
      if (quoted) {
        fields.quoted(literal.text());
      } else {
        fields.literal(literal.text());
      }
    } else if (part instanceof Part.Parameter parameter) {
      parameters.expand(parameter, quoted, fields);
    } else if (part instanceof Part.DoubleQuoted whole) {
      if (whole.parts().isEmpty()) {
        fields.quoted("");
      }
      for (Part inner : whole.parts()) {
        part(inner, true, fields);
      }
    } else if (part instanceof Part.SingleQuoted single) {
      fields.quoted(single.text());
    } else if (part instanceof Part.Escaped escaped) {
      fields.quoted(escaped.character());
    } else if (part instanceof Part.AnsiQuoted ansi) {
      fields.quoted(ansi.text());
    } else {
      substitution(part, quoted, fields);
    }
  }

  /**
   * Braces are not seen here: they were expanded before; an array literal is assigned by the
   * command that has it.
   */
  private void substitution(Part part, boolean quoted, Fields fields) throws ShellException {
    if (part instanceof Part.Arithmetic arithmetic) {
      result(Long.toString(evaluator.evaluate(arithmetic)), quoted, fields);
    } else if (part instanceof Part.CommandSubstitution command) {
      result(scope.substitute(command.program()), quoted, fields);
    } else if (part instanceof Part.ProcessSubstitution process) {
      fields.quoted(scope.process(process.program(), process.reads()));
    }
  }

  private static void result(String text, boolean quoted, Fields fields) {
    if (quoted) {
      fields.quoted(text);
    } else {
      fields.unquoted(text);
    }
  }

  private static boolean hasBraces(List<Part> parts) {
    for (Part part : parts) {
      if (part instanceof Part.Braces || part instanceof Part.BraceRange) {
        return true;
      }
    }
    return false;
  }

  private List<List<Part>> alternatives(Part.Braces braces) throws ShellException {
    List<List<Part>> each = new ArrayList<>();
    for (Word word : braces.alternatives()) {
      each.addAll(alternatives(word.parts()));
    }
    return each;
  }

  private List<List<Part>> alternatives(List<Part> parts) throws ShellException {
    List<List<Part>> all = new ArrayList<>();
    all.add(new ArrayList<>());
    for (Part part : parts) {
      List<List<Part>> choices =
          part instanceof Part.Braces braces
              ? alternatives(braces)
              : part instanceof Part.BraceRange range
                  ? BraceRanges.expand(range, MOST_WORDS)
                  : List.of(List.of(part));
      if ((long) all.size() * choices.size() > MOST_WORDS) {
        throw new ShellException("brace expansion: too many words");
      }
      all = product(all, choices);
    }
    return all;
  }

  private static List<List<Part>> product(List<List<Part>> left, List<List<Part>> right) {
    var all = new ArrayList<List<Part>>(left.size() * right.size());
    for (List<Part> before : left) {
      for (List<Part> after : right) {
        var both = new ArrayList<Part>(before.size() + after.size());
        both.addAll(before);
        both.addAll(after);
        all.add(both);
      }
    }
    return all;
  }
}
