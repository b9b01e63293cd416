package modbox.tool.text.awk;

import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Failure;
import modbox.user.regex.Match;
import modbox.user.text.CharacterClass;

/** The functions of text. */
final class TextCall {
  private TextCall() {}

  static Value eval(Run run, String name, List<Expr> arguments) throws ErrnoException, Failure {
    return switch (name) {
      case "gsub" -> substitute(run, arguments, true);
      case "index" -> {
        String text = arguments.getFirst().text(run);
        String part = arguments.get(1).text(run);
        yield Value.of(text.isEmpty() ? 0 : text.indexOf(part) + 1);
      }
      case "length" -> length(run, arguments);
      case "match" -> match(run, arguments.getFirst().text(run), arguments.get(1).pattern(run));
      case "split" -> split(run, arguments);
      case "sprintf" -> {
        var out = new StringBuilder();
        String format = arguments.getFirst().text(run);
        Value[] values = Values.of(run, arguments.subList(1, arguments.size()));
        new Format(run, format, values, "sprintf", out).run();
        yield Value.of(out.toString());
      }
      case "sub" -> substitute(run, arguments, false);
      case "substr" -> Value.of(substr(run, arguments));
      case "tolower" -> Value.of(CharacterClass.toLower(arguments.getFirst().text(run)));
      case "toupper" -> Value.of(upper(arguments.getFirst().text(run)));
      default -> throw new IllegalStateException(name);
    };
  }

  private static String upper(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.append(CharacterClass.toUpper(text.charAt(i)));
    }
    return out.toString();
  }

  private static Value length(Run run, List<Expr> arguments) throws ErrnoException, Failure {
    if (arguments.isEmpty()) {
      return Value.of(run.record().whole().length());
    }
    if (arguments.getFirst() instanceof Variables.Name name && name.symbol().isArray()) {
      return Value.of(run.table(name.symbol()).size());
    }
    return Value.of(arguments.getFirst().text(run).length());
  }

  private static Value match(Run run, String text, Pattern pattern) throws Failure {
    Optional<Match> found = pattern.find(text, 0);
    int start = found.isPresent() ? found.get().start() + 1 : 0;
    int length = found.isPresent() ? found.get().end() - found.get().start() : -1;
    run.setGlobal(Special.RSTART, Value.of(start));
    run.setGlobal(Special.RLENGTH, Value.of(length));
    return Value.of(start);
  }

  private static Value split(Run run, List<Expr> arguments) throws ErrnoException, Failure {
    String text = arguments.getFirst().text(run);
    List<String> parts;
    if (arguments.size() < 3) {
      parts = Fields.split(run, text, run.text(Special.FS));
    } else if (arguments.get(2) instanceof Operators.RegexLiteral literal) {
      parts = Fields.byPattern(text, literal.pattern(run));
    } else {
      parts = Fields.split(run, text, arguments.get(2).text(run));
    }
    Table table = run.table(((Variables.Name) arguments.get(1)).symbol());
    table.clear();
    for (int i = 0; i < parts.size(); i++) {
      table.put(Integer.toString(i + 1), Value.input(parts.get(i)));
    }
    return Value.of(parts.size());
  }

  /** Positions lose their fractions; one before the text makes what is taken longer. */
  private static String substr(Run run, List<Expr> arguments) throws ErrnoException, Failure {
    String text = arguments.getFirst().text(run);
    long start = (long) arguments.get(1).number(run);
    long length = arguments.size() > 2 ? (long) arguments.get(2).number(run) : Integer.MAX_VALUE;
    if (start <= 0) {
      length = Math.max(length, Long.MIN_VALUE / 2) - Math.max(start, Long.MIN_VALUE / 2);
      start = 1;
    }
    if (length <= 0 || start > text.length()) {
      return "";
    }
    int from = (int) start - 1;
    return text.substring(
        from, (int) Math.min(text.length(), from + Math.min(length, text.length())));
  }

  private static Value substitute(Run run, List<Expr> arguments, boolean all)
      throws ErrnoException, Failure {
    Pattern pattern = arguments.getFirst().pattern(run);
    String replacement = arguments.get(1).text(run);
    Expr subject =
        arguments.size() > 2
            ? arguments.get(2)
            : new Variables.Field(new Operators.Constant(Value.ZERO));
    Expr place = subject instanceof Expr.Target target ? target.settled(run) : subject;
    String text = place.text(run);
    var out = new StringBuilder();
    int count = 0;
    int copied = 0;
    int from = 0;
    while (from <= text.length()) {
      Optional<Match> found = pattern.find(text, from);
      if (found.isEmpty()) {
        break;
      }
      Match match = found.get();
      boolean empty = match.start() == match.end();
      if (!empty || match.start() > copied || count == 0) {
        out.append(text, copied, match.start());
        replace(replacement, match.group(0), out);
        count++;
        copied = match.end();
      }
      from = empty ? match.end() + 1 : match.end();
      if (!all) {
        break;
      }
    }
    if (count > 0 && place instanceof Expr.Target target) {
      target.assign(run, Value.of(out.append(text, copied, text.length()).toString()));
    }
    return Value.of(count);
  }

  /** An ampersand stands for what matched; a backslash takes that from it. */
  private static void replace(String replacement, String matched, StringBuilder out) {
    for (int i = 0; i < replacement.length(); i++) {
      char c = replacement.charAt(i);
      if (c == '\\'
          && i + 1 < replacement.length()
          && "\\&".indexOf(replacement.charAt(i + 1)) >= 0) {
        out.append(replacement.charAt(++i));
      } else if (c == '&') {
        out.append(matched);
      } else {
        out.append(c);
      }
    }
  }
}
