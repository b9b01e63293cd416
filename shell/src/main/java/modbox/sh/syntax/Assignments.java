package modbox.sh.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells assignments from other words. */
public final class Assignments {
  private Assignments() {}

  /** The assignment that a word is; null if it is none. */
  public static @Nullable Assignment of(Word word) {
    if (word.parts().isEmpty() || !(word.parts().getFirst() instanceof Part.Literal(String text))) {
      return null;
    }
    int end = Names.nameEnd(text, 0);
    if (end == 0) {
      return null;
    }
    String name = text.substring(0, end);
    if (end < text.length() && text.charAt(end) == '[') {
      return element(word, name, end + 1);
    }
    return value(word, name, null, 0, end);
  }

  /** The value behind {@code =} or {@code +=} at {@code at} of the literal at {@code index}. */
  private static @Nullable Assignment value(
      Word word, String name, @Nullable Word subscript, int index, int at) {
    if (!(word.parts().get(index) instanceof Part.Literal(String text))) {
      return null;
    }
    boolean append = text.startsWith("+=", at);
    if (!append && !text.startsWith("=", at)) {
      return null;
    }
    var parts = new ArrayList<Part>();
    String rest = text.substring(at + (append ? 2 : 1));
    if (!rest.isEmpty()) {
      parts.add(new Part.Literal(rest));
    }
    parts.addAll(word.parts().subList(index + 1, word.parts().size()));
    Word value = new Word(withoutBraces(parts), word.span());
    return new Assignment(name, subscript, append, value, null, word.span());
  }

  private static @Nullable Assignment element(Word word, String name, int from) {
    var subscript = new ArrayList<Part>();
    for (int i = 0; i < word.parts().size(); i++) {
      Part part = word.parts().get(i);
      if (!(part instanceof Part.Literal(String text))) {
        subscript.add(part);
        continue;
      }
      int start = i == 0 ? from : 0;
      int close = text.indexOf(']', start);
      String piece = text.substring(start, close < 0 ? text.length() : close);
      if (!piece.isEmpty()) {
        subscript.add(new Part.Literal(piece));
      }
      if (close >= 0) {
        return value(word, name, new Word(subscript, word.span()), i, close + 1);
      }
    }
    return null;
  }

  /** Braces do not expand in a value: they are text again. */
  private static List<Part> withoutBraces(List<Part> parts) {
    var plain = new WordReader.Parts();
    for (Part part : parts) {
      unbrace(part, plain);
    }
    return plain.end();
  }

  private static void unbrace(Part part, WordReader.Parts plain) {
    if (part instanceof Part.Braces braces) {
      List<Word> alternatives = braces.alternatives();
      plain.append('{');
      for (int i = 0; i < alternatives.size(); i++) {
        if (i > 0) {
          plain.append(',');
        }
        alternatives.get(i).parts().forEach(p -> unbrace(p, plain));
      }
      plain.append('}');
    } else if (part instanceof Part.BraceRange range) {
      append(Printer.bare(range), plain);
    } else if (part instanceof Part.Literal literal) {
      append(literal.text(), plain);
    } else {
      plain.add(part);
    }
  }

  private static void append(String text, WordReader.Parts plain) {
    for (int i = 0; i < text.length(); i++) {
      plain.append(text.charAt(i));
    }
  }
}
