package modbox.sh.expand;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import modbox.sh.syntax.Modifier;
import modbox.sh.syntax.Word;
import org.jspecify.annotations.Nullable;

/** What the modifiers of <code>${…}</code> make of a value. */
final class ValueEditor {
  private final Expander expander;
  private final Evaluator evaluator;

  ValueEditor(Expander expander, Evaluator evaluator) {
    this.expander = expander;
    this.evaluator = evaluator;
  }

  String edit(String value, Modifier modifier) throws ShellException {
    return switch (modifier) {
      case Modifier.Trim(boolean suffix, boolean longest, Word word) -> {
        String pattern = expander.pattern(word);
        if (suffix) {
          int start = Pattern.suffix(pattern, value, longest);
          yield start < 0 ? value : value.substring(0, start);
        }
        int end = Pattern.prefix(pattern, value, longest);
        yield end < 0 ? value : value.substring(end);
      }
      case Modifier.Substring slice -> substring(value, slice);
      case Modifier.Replace replace -> replace(value, replace);
      case Modifier.Case change -> changeCase(value, change);
      case Modifier.Transform(char operator) -> transform(value, operator);
      case Modifier.Default _, Modifier.Names _, Modifier.Bad _ ->
          throw new ShellException("Bad substitution");
    };
  }

  private long number(Word word) throws ShellException {
    return evaluator.evaluate(expander.quoted(word.parts()));
  }

  private String substring(String value, Modifier.Substring slice) throws ShellException {
    long offset = number(slice.offset());
    long start = offset < 0 ? value.length() + offset : offset;
    if (start < 0 || start > value.length()) {
      return "";
    }
    Word size = slice.length();
    long length = size == null ? value.length() - start : number(size);
    long end = length < 0 ? value.length() + length : Math.min(value.length(), start + length);
    if (end < start) {
      throw new ShellException("substring expression < 0");
    }
    return value.substring((int) start, (int) end);
  }

  /**
   * Elements of a list.
   *
   * @param zero {@code $0}, which comes at offset 0 of the positional parameters; null for an array
   */
  List<String> slice(List<String> items, Modifier.Substring slice, @Nullable String zero)
      throws ShellException {
    long offset = number(slice.offset());
    var all = new ArrayList<String>();
    if (zero != null) {
      all.add(zero);
    }
    all.addAll(items);
    long start = offset < 0 ? all.size() + offset : offset;
    Word size = slice.length();
    long length = size == null ? all.size() : number(size);
    if (start < 0 || start >= all.size() || length <= 0) {
      return List.of();
    }
    return List.copyOf(all.subList((int) start, (int) Math.min(all.size(), start + length)));
  }

  private String replace(String value, Modifier.Replace replace) throws ShellException {
    String pattern = expander.pattern(replace.pattern());
    Word word = replace.replacement();
    String with = word == null ? "" : expander.text(word);
    if (pattern.isEmpty()) {
      return switch (replace.where()) {
        case PREFIX -> with + value;
        case SUFFIX -> value + with;
        case FIRST, ALL -> value;
      };
    }
    return switch (replace.where()) {
      case PREFIX -> {
        int end = Pattern.prefix(pattern, value, true);
        yield end < 0 ? value : with + value.substring(end);
      }
      case SUFFIX -> {
        int start = Pattern.suffix(pattern, value, true);
        yield start < 0 ? value : value.substring(0, start) + with;
      }
      case FIRST -> replaceInside(value, pattern, with, false);
      case ALL -> replaceInside(value, pattern, with, true);
    };
  }

  private static String replaceInside(String value, String pattern, String with, boolean all) {
    var result = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      int end = Pattern.longestAt(pattern, value, at);
      if (end <= at) {
        result.append(value.charAt(at++));
        continue;
      }
      result.append(with);
      at = end;
      if (!all) {
        break;
      }
    }
    return result.append(value, at, value.length()).toString();
  }

  private String changeCase(String value, Modifier.Case change) throws ShellException {
    String pattern = expander.pattern(change.pattern());
    var result = new StringBuilder(value);
    for (int i = 0; i < value.length() && (i == 0 || change.all()); i++) {
      char c = value.charAt(i);
      if (c < 0x80 && (pattern.isEmpty() || Pattern.matches(pattern, String.valueOf(c)))) {
        result.setCharAt(i, change.upper() ? Character.toUpperCase(c) : Character.toLowerCase(c));
      }
    }
    return result.toString();
  }

  private static String transform(String value, char operator) throws ShellException {
    return switch (operator) {
      case 'Q' -> Quoting.quote(value);
      case 'U' -> value.toUpperCase(Locale.ROOT);
      case 'L' -> value.toLowerCase(Locale.ROOT);
      case 'u' ->
          value.isEmpty()
              ? value
              : value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
      default -> throw new ShellException("Bad substitution");
    };
  }
}
