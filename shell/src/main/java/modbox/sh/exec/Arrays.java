package modbox.sh.exec;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import java.util.ArrayList;
import java.util.List;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Assignment;
import modbox.sh.syntax.Part;
import modbox.sh.syntax.Word;

/** Assignments to arrays and their elements. */
final class Arrays {
  private final Interpreter sh;

  Arrays(Interpreter sh) {
    this.sh = sh;
  }

  void assign(Assignment assignment) throws ShellException {
    List<Word> elements = assignment.elements();
    if (elements != null) {
      assign(assignment.name(), elements, assignment.append());
      return;
    }
    Word subscript = assignment.subscript();
    if (subscript == null) {
      return;
    }
    long index = sh.expander().number(sh.expander().text(subscript));
    String value = sh.expander().value(assignment.value());
    Variables variables = sh.shell().variables();
    if (assignment.append()) {
      SortedMap<Long, String> array = variables.array(assignment.name());
      String before = array == null ? "" : array.getOrElse(index, "");
      value = before + value;
    }
    variables.setElement(assignment.name(), index, value);
  }

  /** {@code name=(…)}: words, and {@code [index]=value}. */
  void assign(String name, List<Word> elements, boolean append) throws ShellException {
    SortedMap<Long, String> old = append ? sh.shell().variables().array(name) : null;
    SortedMap<Long, String> array = old == null ? TreeMap.empty() : old;
    long next = array.isEmpty() ? 0 : array.last()._1 + 1;
    for (Word word : elements) {
      if (word.parts().getFirst() instanceof Part.Literal(String text) && text.startsWith("[")) {
        int close = text.indexOf("]=");
        if (close > 0) {
          next = sh.expander().number(text.substring(1, close));
          array = array.put(next++, sh.expander().value(rest(word, text.substring(close + 2))));
          continue;
        }
      }
      var fields = new ArrayList<String>();
      sh.expander().fields(word, fields);
      for (String field : fields) {
        array = array.put(next++, field);
      }
    }
    sh.shell().variables().setArray(name, array);
  }

  private static Word rest(Word word, String first) {
    var parts = new ArrayList<Part>();
    if (!first.isEmpty()) {
      parts.add(new Part.Literal(first));
    }
    parts.addAll(word.parts().subList(1, word.parts().size()));
    return new Word(parts, word.span());
  }
}
