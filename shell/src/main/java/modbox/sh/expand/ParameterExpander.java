package modbox.sh.expand;

import io.vavr.collection.SortedMap;
import java.util.ArrayList;
import java.util.List;
import modbox.sh.expand.Fields.Mode;
import modbox.sh.syntax.Modifier;
import modbox.sh.syntax.Names;
import modbox.sh.syntax.Part.Parameter;
import modbox.sh.syntax.Part.Prefix;
import modbox.sh.syntax.Printer;
import modbox.sh.syntax.Word;
import org.jspecify.annotations.Nullable;

/** Expands {@code $name} and <code>${…}</code>. */
final class ParameterExpander {
  /**
   * What a parameter holds.
   *
   * @param items one value, or the elements of a list; empty if it is unset
   * @param sign {@code @} or {@code *} for a list, 0 for a single value
   */
  private record Value(List<String> items, char sign) {
    static Value of(@Nullable String value) {
      return new Value(value == null ? List.of() : List.of(value), '\0');
    }

    boolean isSet() {
      return !items.isEmpty();
    }

    boolean isList() {
      return sign != 0;
    }

    boolean isEmpty() {
      return items.isEmpty() || (items.size() == 1 && items.getFirst().isEmpty());
    }
  }

  private final Scope scope;
  private final Expander expander;
  private final ValueEditor editor;

  ParameterExpander(Scope scope, Expander expander, Evaluator evaluator) {
    this.scope = scope;
    this.expander = expander;
    this.editor = new ValueEditor(expander, evaluator);
  }

  void expand(Parameter parameter, boolean quoted, Fields fields) throws ShellException {
    boolean plain =
        parameter.modifier() == null
            && parameter.prefix() == Prefix.NONE
            && parameter.subscript() == null;
    if (!plain) {
      modified(parameter, quoted, fields);
      return;
    }
    String name = parameter.name();
    char first = name.charAt(0);
    if (first == '@' || first == '*') {
      list(scope.positional(), first, quoted, fields);
      return;
    }
    String value = single(name);
    if (value == null) {
      checkSet(name);
      value = "";
    }
    emit(value, quoted, fields);
  }

  private static void emit(String value, boolean quoted, Fields fields) {
    if (quoted) {
      fields.quoted(value);
    } else {
      fields.unquoted(value);
    }
  }

  /** The value of a parameter that is no list; null if it is unset. */
  @Nullable String single(String name) {
    char first = name.charAt(0);
    if (Names.startsName(first)) {
      return scope.get(name);
    }
    if (first == '#') {
      return Integer.toString(scope.positional().size());
    }
    if (first >= '1' && first <= '9') {
      List<String> positional = scope.positional();
      int index = name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name);
      return index <= positional.size() ? positional.get(index - 1) : null;
    }
    return scope.special(first);
  }

  private void checkSet(String name) throws ShellException {
    if (scope.nounset()) {
      throw new ShellException(name + ": parameter not set");
    }
  }

  private void list(List<String> items, char sign, boolean quoted, Fields fields) {
    if (quoted && (sign == '*' || fields.mode() != Mode.FIELDS)) {
      String joiner = sign == '*' ? expander.separators().joiner() : " ";
      fields.quoted(String.join(joiner, items));
      return;
    }
    if (!quoted && fields.mode() != Mode.FIELDS) {
      String joiner = sign == '*' ? expander.separators().joiner() : " ";
      fields.unquoted(String.join(joiner, items));
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        fields.boundary();
      }
      emit(items.get(i), quoted, fields);
    }
  }

  private void modified(Parameter parameter, boolean quoted, Fields fields) throws ShellException {
    Modifier modifier = parameter.modifier();
    if (modifier instanceof Modifier.Bad) {
      throw new ShellException("Bad substitution");
    }
    if (parameter.prefix() == Prefix.INDIRECT) {
      indirect(parameter, quoted, fields);
      return;
    }
    Value value = value(parameter);
    if (modifier instanceof Modifier.Default choice) {
      choose(parameter, choice, value, quoted, fields);
      return;
    }
    if (!value.isSet() && !value.isList()) {
      checkSet(parameter.name());
    }
    if (parameter.prefix() == Prefix.LENGTH) {
      int length =
          value.isList()
              ? value.items().size()
              : value.isSet() ? value.items().getFirst().length() : 0;
      emit(Integer.toString(length), quoted, fields);
      return;
    }
    emit(modifier == null ? value : edit(parameter, value, modifier), quoted, fields);
  }

  private Value edit(Parameter parameter, Value value, Modifier modifier) throws ShellException {
    if (value.isList() && modifier instanceof Modifier.Substring slice) {
      String zero = parameter.subscript() == null ? scope.special('0') : null;
      return new Value(editor.slice(value.items(), slice, zero), value.sign());
    }
    var items = new ArrayList<String>(value.items().size());
    for (String item : value.items()) {
      items.add(editor.edit(item, modifier));
    }
    return new Value(items, value.sign());
  }

  private void emit(Value value, boolean quoted, Fields fields) {
    if (value.isList()) {
      list(value.items(), value.sign(), quoted, fields);
    } else {
      emit(value.isSet() ? value.items().getFirst() : "", quoted, fields);
    }
  }

  private Value value(Parameter parameter) throws ShellException {
    String name = parameter.name();
    Word subscript = parameter.subscript();
    if (subscript != null) {
      return element(name, subscript);
    }
    char first = name.charAt(0);
    return first == '@' || first == '*'
        ? new Value(scope.positional(), first)
        : Value.of(single(name));
  }

  private Value element(String name, Word subscript) throws ShellException {
    SortedMap<Long, String> array = scope.array(name);
    String sign = subscript.bare();
    if (sign.equals("@") || sign.equals("*")) {
      if (array != null) {
        return new Value(array.values().asJava(), sign.charAt(0));
      }
      String value = scope.get(name);
      return new Value(value == null ? List.of() : List.of(value), sign.charAt(0));
    }
    long index = expander.number(expander.text(subscript));
    if (array == null) {
      return Value.of(index == 0 || index == -1 ? scope.get(name) : null);
    }
    long at = index < 0 && !array.isEmpty() ? array.last()._1 + 1 + index : index;
    return Value.of(array.getOrElse(at, null));
  }

  /** {@code -}, {@code =}, {@code ?}, {@code +}. */
  private void choose(
      Parameter parameter, Modifier.Default choice, Value value, boolean quoted, Fields fields)
      throws ShellException {
    boolean has = choice.colon() ? !value.isEmpty() : value.isSet();
    switch (choice.kind()) {
      case USE -> {
        if (has) {
          emit(value, quoted, fields);
        } else {
          expander.substitute(choice.word(), quoted, fields);
        }
      }
      case ALTERNATIVE -> {
        if (has) {
          expander.substitute(choice.word(), quoted, fields);
        } else if (quoted && !value.isList()) {
          fields.quoted("");
        }
      }
      case ASSIGN -> {
        if (!has) {
          emit(assign(parameter, expander.value(choice.word())), quoted, fields);
        } else {
          emit(value, quoted, fields);
        }
      }
      case ERROR -> {
        if (!has) {
          String message = expander.text(choice.word());
          String standard = choice.colon() ? "parameter not set or null" : "parameter not set";
          throw new ShellException(
              title(parameter) + ": " + (message.isEmpty() ? standard : message));
        }
        emit(value, quoted, fields);
      }
    }
  }

  private static String title(Parameter parameter) {
    Word subscript = parameter.subscript();
    return subscript == null
        ? parameter.name()
        : parameter.name() + "[" + Printer.text(subscript) + "]";
  }

  private String assign(Parameter parameter, String value) throws ShellException {
    String name = parameter.name();
    if (!Names.startsName(name.charAt(0))) {
      throw new ShellException(name + ": bad variable name");
    }
    Word subscript = parameter.subscript();
    if (subscript == null) {
      scope.set(name, value);
    } else {
      scope.setElement(name, expander.number(expander.text(subscript)), value);
    }
    return value;
  }

  /** <code>${!x}</code>, <code>${!x*}</code> and <code>${!x[@]}</code>. */
  private void indirect(Parameter parameter, boolean quoted, Fields fields) throws ShellException {
    Word subscript = parameter.subscript();
    if (parameter.modifier() instanceof Modifier.Names(char sign)) {
      list(scope.names(parameter.name()), sign, quoted, fields);
    } else if (subscript != null
        && (subscript.bare().equals("@") || subscript.bare().equals("*"))) {
      SortedMap<Long, String> array = scope.array(parameter.name());
      var indexes = new ArrayList<String>();
      if (array != null) {
        array.keySet().forEach(index -> indexes.add(Long.toString(index)));
      } else if (scope.get(parameter.name()) != null) {
        indexes.add("0");
      }
      list(indexes, subscript.bare().charAt(0), quoted, fields);
    } else {
      Value target = value(parameter);
      String name = target.isSet() ? target.items().getFirst() : "";
      if (!Names.isName(name) && !Names.isNumber(name)) {
        throw new ShellException("Bad substitution");
      }
      expand(new Parameter(name, null, true, Prefix.NONE, parameter.modifier()), quoted, fields);
    }
  }
}
