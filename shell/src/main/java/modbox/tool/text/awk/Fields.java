package modbox.tool.text.awk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Failure;
import modbox.user.regex.Match;

/** The present record and its fields: split when a field is asked for, joined when one changed. */
final class Fields {
  private final Run run;
  private final List<Value> fields = new ArrayList<>();
  private Value record = Value.UNSET;
  private String separator = " ";
  private boolean split = true;
  private boolean joined = true;

  Fields(Run run) {
    this.run = run;
  }

  /** Takes a new record. It is split by the separator of now, even if that happens later. */
  void replace(Value text) throws Failure {
    record = text;
    separator = run.text(Special.FS);
    split = false;
    joined = true;
  }

  /** {@code $0} as text. */
  String whole() throws Failure {
    join();
    return record.text(run.convfmt());
  }

  int count() throws Failure {
    divide();
    return fields.size();
  }

  Value get(int index) throws Failure {
    if (index == 0) {
      join();
      return record;
    }
    divide();
    return index <= fields.size() ? fields.get(index - 1) : Value.UNSET;
  }

  void set(int index, Value value) throws ErrnoException, Failure {
    if (index == 0) {
      replace(Value.input(value.text(run.convfmt())));
      return;
    }
    divide();
    while (fields.size() < index) {
      fields.add(Value.UNSET);
    }
    fields.set(index - 1, value);
    joined = false;
  }

  void setCount(Value value) throws Failure {
    int count = (int) value.number();
    if (count < 0) {
      throw run.error("negative value assigned to NF");
    }
    divide();
    while (fields.size() > count) {
      fields.removeLast();
    }
    while (fields.size() < count) {
      fields.add(Value.UNSET);
    }
    joined = false;
  }

  private void join() throws Failure {
    if (joined) {
      return;
    }
    var text = new StringBuilder();
    String between = run.text(Special.OFS);
    for (int i = 0; i < fields.size(); i++) {
      text.append(i == 0 ? "" : between).append(fields.get(i).text(run.convfmt()));
    }
    record = Value.input(text.toString());
    joined = true;
  }

  private void divide() throws Failure {
    if (!split) {
      split = true;
      fields.clear();
      for (String field : split(run, record.text(run.convfmt()), separator)) {
        fields.add(Value.input(field));
      }
    }
  }

  /** Splits as FS does: a blank for words, one character for itself, nothing for characters. */
  static List<String> split(Run run, String text, String separator) throws Failure {
    if (text.isEmpty()) {
      return List.of();
    } else if (separator.equals(" ")) {
      return words(text);
    } else if (separator.isEmpty()) {
      return text.chars().mapToObj(c -> String.valueOf((char) c)).toList();
    } else if (separator.length() == 1) {
      return byCharacter(text, separator.charAt(0));
    }
    return byPattern(text, run.patterns().of(separator));
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    int i = 0;
    while (true) {
      while (i < text.length() && blank(text.charAt(i))) {
        i++;
      }
      if (i == text.length()) {
        return words;
      }
      int start = i;
      while (i < text.length() && !blank(text.charAt(i))) {
        i++;
      }
      words.add(text.substring(start, i));
    }
  }

  private static List<String> byCharacter(String text, char separator) {
    var parts = new ArrayList<String>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      parts.add(text.substring(start, end));
      start = end + 1;
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** An empty match separates nothing at the beginning, and single characters elsewhere. */
  static List<String> byPattern(String text, Pattern pattern) throws Failure {
    if (text.isEmpty()) {
      return List.of();
    }
    var parts = new ArrayList<String>();
    int start = 0;
    int from = 0;
    while (from <= text.length()) {
      Optional<Match> found = pattern.find(text, from);
      if (found.isEmpty()) {
        break;
      }
      Match match = found.get();
      if (match.end() == match.start()) {
        from = match.end() + 1;
        continue;
      }
      parts.add(text.substring(start, match.start()));
      start = match.end();
      from = start;
    }
    parts.add(text.substring(start));
    return parts;
  }
}
