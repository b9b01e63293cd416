package modbox.tool.text;

import java.util.Optional;
import modbox.user.Args;
import modbox.user.Failure;
import modbox.user.Quote;
import modbox.user.text.CharacterClass;

/**
 * A key of sort: where it begins and ends in a line and how it is compared.
 *
 * @param fromField 1 for the first field, likewise {@code toField}; 0 to the end of the line
 * @param fromChar 1 for the first character, likewise {@code toChar}; 0 to the end of the field
 * @param kind {@code n g h M V R} or 0 for text
 */
record SortKey(
    int fromField,
    int fromChar,
    boolean fromBlanks,
    int toField,
    int toChar,
    boolean toBlanks,
    char kind,
    boolean dictionary,
    boolean fold,
    boolean printable,
    boolean reverse) {
  private static final int TROUBLE = 2;

  /** The whole line under the options that stand alone. */
  static SortKey global(Args args) throws Failure {
    var letters = new StringBuilder();
    for (Args.Given given : args.given()) {
      letters.append(
          switch (given.key()) {
            case "ignore-leading-blanks" -> "b";
            case "dictionary-order" -> "d";
            case "ignore-case" -> "f";
            case "general-numeric-sort" -> "g";
            case "ignore-nonprinting" -> "i";
            case "month-sort" -> "M";
            case "human-numeric-sort" -> "h";
            case "numeric-sort" -> "n";
            case "random-sort" -> "R";
            case "reverse" -> "r";
            case "version-sort" -> "V";
            case "sort" -> word(given.value().orElse(""));
            default -> "";
          });
    }
    return of(1, 1, 0, 0, letters.toString(), letters.toString());
  }

  private static String word(String word) throws Failure {
    return switch (word) {
      case "general-numeric" -> "g";
      case "human-numeric" -> "h";
      case "month" -> "M";
      case "numeric" -> "n";
      case "random" -> "R";
      case "version" -> "V";
      default ->
          throw new Failure(TROUBLE, "invalid argument " + Quote.always(word) + " for '--sort'");
    };
  }

  private static SortKey of(
      int fromField, int fromChar, int toField, int toChar, String first, String second)
      throws Failure {
    String all = first + second;
    var kinds = new StringBuilder();
    for (char kind : "nghMVR".toCharArray()) {
      if (all.indexOf(kind) >= 0) {
        kinds.append(kind);
      }
    }
    boolean dictionary = all.indexOf('d') >= 0;
    boolean printable = all.indexOf('i') >= 0;
    if (kinds.length() > 1
        || (!kinds.isEmpty() && "ghnM".contains(kinds) && (dictionary || printable))) {
      String both = (dictionary ? "d" : "") + kinds + (printable && !dictionary ? "i" : "");
      throw new Failure(TROUBLE, "options '-" + sorted(both) + "' are incompatible");
    }
    return new SortKey(
        fromField,
        fromChar,
        first.indexOf('b') >= 0,
        toField,
        toChar,
        second.indexOf('b') >= 0,
        kinds.isEmpty() ? 0 : kinds.charAt(0),
        dictionary,
        all.indexOf('f') >= 0,
        printable,
        all.indexOf('r') >= 0);
  }

  private static String sorted(String letters) {
    char[] all = letters.toCharArray();
    java.util.Arrays.sort(all);
    return new String(all);
  }

  /**
   * {@code key = F [ .C ] options [ "," F [ .C ] options ] .} Options of its own replace the global
   * ones.
   */
  static SortKey parse(String text, SortKey global) throws Failure {
    int comma = text.indexOf(',');
    String from = comma < 0 ? text : text.substring(0, comma);
    String to = comma < 0 ? "" : text.substring(comma + 1);
    int[] start = position(from, text);
    int[] stop = comma < 0 ? new int[] {0, 0, 0} : position(to, text);
    if (start[0] == 0) {
      throw new Failure(
          TROUBLE, "field number is zero: invalid field specification " + Quote.always(text));
    }
    if (start[1] == 0) {
      throw new Failure(
          TROUBLE, "character offset is zero: invalid field specification " + Quote.always(text));
    }
    String first = from.substring(start[2]);
    String second = to.substring(stop[2]);
    for (char c : (first + second).toCharArray()) {
      if ("bdfgiMhnRrV".indexOf(c) < 0) {
        throw new Failure(
            TROUBLE,
            "stray character in field spec: invalid field specification " + Quote.always(text));
      }
    }
    SortKey own = of(start[0], Math.max(1, start[1]), stop[0], Math.max(0, stop[1]), first, second);
    return first.isEmpty() && second.isEmpty() ? own.withOptionsOf(global) : own;
  }

  private SortKey withOptionsOf(SortKey g) {
    return new SortKey(
        fromField,
        fromChar,
        g.fromBlanks,
        toField,
        toChar,
        g.toBlanks,
        g.kind,
        g.dictionary,
        g.fold,
        g.printable,
        g.reverse);
  }

  /** Field, character (-1 if not given), and the index behind them. */
  private static int[] position(String text, String whole) throws Failure {
    int i = 0;
    while (i < text.length() && CharacterClass.isDigit(text.charAt(i))) {
      i++;
    }
    if (i == 0 || i > 9) {
      throw new Failure(
          TROUBLE,
          "invalid number at field start: invalid count at start of " + Quote.always(whole));
    }
    int field = Integer.parseInt(text.substring(0, i));
    if (i == text.length() || text.charAt(i) != '.') {
      return new int[] {field, -1, i};
    }
    int k = i + 1;
    while (k < text.length() && CharacterClass.isDigit(text.charAt(k))) {
      k++;
    }
    if (k == i + 1 || k > i + 10) {
      throw new Failure(
          TROUBLE,
          "invalid number after '.': invalid count at start of "
              + Quote.always(text.substring(i + 1)));
    }
    return new int[] {field, Integer.parseInt(text.substring(i + 1, k)), k};
  }

  /** The part of the line that is compared. */
  String extract(String line, Optional<Character> separator) {
    int from = fieldStart(line, fromField, separator);
    if (fromBlanks) {
      from = skipBlanks(line, from);
    }
    from = Math.min(line.length(), from + fromChar - 1);
    int to = line.length();
    if (toField > 0 && toChar == 0) {
      to = fieldEnd(line, toField, separator);
    } else if (toField > 0) {
      int start = fieldStart(line, toField, separator);
      if (toBlanks) {
        start = skipBlanks(line, start);
      }
      to = Math.min(line.length(), start + toChar);
    }
    return to <= from ? "" : line.substring(from, to);
  }

  private static int skipBlanks(String line, int i) {
    while (i < line.length() && isBlank(line.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  private static int fieldStart(String line, int field, Optional<Character> separator) {
    int i = 0;
    for (int f = 1; f < field && i < line.length(); f++) {
      if (separator.isPresent()) {
        int next = line.indexOf(separator.get(), i);
        i = next < 0 ? line.length() : next + 1;
      } else {
        i = skipBlanks(line, i);
        while (i < line.length() && !isBlank(line.charAt(i))) {
          i++;
        }
      }
    }
    return i;
  }

  private static int fieldEnd(String line, int field, Optional<Character> separator) {
    int i = fieldStart(line, field, separator);
    if (separator.isPresent()) {
      int next = line.indexOf(separator.get(), i);
      return next < 0 ? line.length() : next;
    }
    i = skipBlanks(line, i);
    while (i < line.length() && !isBlank(line.charAt(i))) {
      i++;
    }
    return i;
  }
}
