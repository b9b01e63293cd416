package modbox.udev.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value with substitutions, taken apart when the rules are read.
 *
 * @param text the value as written
 */
public record Template(String text, List<Part> parts) {
  /** A piece of a template. */
  public sealed interface Part {}

  /** Text as it is. */
  public record Literal(String text) implements Part {}

  /** A substitution; {@code attribute} is what stands in braces, empty if there are none. */
  public record Substitution(Variable variable, String attribute) implements Part {}

  /** A brace that does not close or is empty: nothing behind it is looked at. */
  public record Broken() implements Part {}

  /** What can be substituted. */
  public enum Variable {
    DEVNODE("devnode", 'N'),
    TEMPNODE("tempnode", 'N'),
    ATTR("attr", 's'),
    SYSFS("sysfs", 's'),
    ENV("env", 'E'),
    KERNEL("kernel", 'k'),
    NUMBER("number", 'n'),
    DRIVER("driver", 'd'),
    DEVPATH("devpath", 'p'),
    ID("id", 'b'),
    MAJOR("major", 'M'),
    MINOR("minor", 'm'),
    RESULT("result", 'c'),
    PARENT("parent", 'P'),
    NAME("name", 'D'),
    LINKS("links", 'L'),
    ROOT("root", 'r'),
    SYS("sys", 'S');

    private final String word;
    private final char letter;

    Variable(String word, char letter) {
      this.word = word;
      this.letter = letter;
    }

    /** The long name, behind "$". */
    String word() {
      return word;
    }

    /** The short name, behind "%". */
    char letter() {
      return letter;
    }
  }

  /** A place where a format is wrong. */
  record Fault(int position, String hint) {}

  public Template {
    parts = List.copyOf(parts);
  }

  /** Takes a value apart. */
  public static Template of(String text) {
    var parts = new ArrayList<Part>();
    var literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      Scan scan = scan(text, i);
      if (scan.part == null) {
        literal.append(text.charAt(scan.next));
        i = scan.next + 1;
        continue;
      }
      if (!literal.isEmpty()) {
        parts.add(new Literal(literal.toString()));
        literal.setLength(0);
      }
      parts.add(scan.part);
      i = scan.next;
      if (scan.part instanceof Broken) {
        break;
      }
    }
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
    }
    return new Template(text, parts);
  }

  /** Whether nothing is to be substituted. */
  public boolean isPlain() {
    return text.indexOf('$') < 0 && text.indexOf('%') < 0;
  }

  /** What udev complains about when it reads the rules; null if the format is right. */
  static @Nullable Fault check(String text) {
    int i = 0;
    while (i < text.length()) {
      Scan scan = scan(text, i);
      if (scan.part == null) {
        if (scan.next == i && (text.charAt(i) == '$' || text.charAt(i) == '%')) {
          return new Fault(i, "invalid substitution type");
        }
        i = scan.next + 1;
        continue;
      }
      Fault fault = scan.part instanceof Substitution s ? fault(s, scan.next) : null;
      if (scan.part instanceof Broken) {
        fault = new Fault(i, "invalid substitution type");
      }
      if (fault != null) {
        return fault;
      }
      i = scan.next;
    }
    return null;
  }

  private static @Nullable Fault fault(Substitution s, int position) {
    boolean named =
        switch (s.variable) {
          case ATTR, SYSFS, ENV -> true;
          case DEVNODE,
              TEMPNODE,
              KERNEL,
              NUMBER,
              DRIVER,
              DEVPATH,
              ID,
              MAJOR,
              MINOR,
              RESULT,
              PARENT,
              NAME,
              LINKS,
              ROOT,
              SYS ->
              false;
        };
    if (named && s.attribute.isEmpty()) {
      return new Fault(position, "attribute value missing");
    }
    if (s.variable == Variable.RESULT && !s.attribute.isEmpty() && index(s.attribute) < 0) {
      return new Fault(position, "attribute value not a valid number");
    }
    return null;
  }

  /** The number in {@code %c{N}} or {@code %c{N+}}; -1 if it is none. */
  static int index(String attribute) {
    String digits =
        attribute.endsWith("+") ? attribute.substring(0, attribute.length() - 1) : attribute;
    return modbox.udev.device.Numbers.decimal(digits, -1);
  }

  /** A part and the position behind it; a null part: the character at {@code next} is literal. */
  private record Scan(@Nullable Part part, int next) {}

  private static Scan scan(String text, int i) {
    char sign = text.charAt(i);
    if ((sign != '$' && sign != '%') || i + 1 == text.length()) {
      return new Scan(null, i);
    }
    if (text.charAt(i + 1) == sign) {
      return new Scan(null, i + 1);
    }
    for (Variable variable : Variable.values()) {
      boolean found =
          sign == '$'
              ? text.startsWith(variable.word, i + 1)
              : text.charAt(i + 1) == variable.letter;
      if (found) {
        return scanBraces(text, variable, i + 1 + (sign == '$' ? variable.word.length() : 1));
      }
    }
    return new Scan(null, i);
  }

  private static Scan scanBraces(String text, Variable variable, int i) {
    if (i == text.length() || text.charAt(i) != '{') {
      return new Scan(new Substitution(variable, ""), i);
    }
    int end = text.indexOf('}', i);
    if (end < 0 || end == i + 1) {
      return new Scan(new Broken(), i);
    }
    return new Scan(new Substitution(variable, text.substring(i + 1, end)), end + 1);
  }
}
