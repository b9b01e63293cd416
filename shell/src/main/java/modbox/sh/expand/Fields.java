package modbox.sh.expand;

import java.util.List;

/** Collects the result of an expansion: fields, or one text. */
final class Fields {
  /** What is made of the pieces. */
  enum Mode {
    /** Fields: unquoted results are split, patterns become pathnames. */
    FIELDS,
    /** One plain text. */
    TEXT,
    /** One marked text. */
    PATTERN
  }

  private final Scope scope;
  private final Mode mode;
  private final Separators separators;
  private final List<String> out;
  private final StringBuilder current = new StringBuilder();
  private boolean started;
  private boolean globs;
  private boolean marked;
  private boolean afterSpace;

  Fields(Scope scope, Mode mode, Separators separators, List<String> out) {
    this.scope = scope;
    this.mode = mode;
    this.separators = separators;
    this.out = out;
  }

  Mode mode() {
    return mode;
  }

  /** Unquoted text of the script itself. */
  void literal(String text) {
    started |= !text.isEmpty();
    afterSpace = false;
    globs |= mode == Mode.FIELDS && Marks.hasPattern(text);
    current.append(text);
  }

  /** Quoted text, or the quoted result of an expansion; makes a field even if it is empty. */
  void quoted(String text) {
    started = true;
    afterSpace = false;
    if (mode == Mode.TEXT) {
      current.append(text);
    } else {
      String quoted = Marks.quote(text);
      marked |= !quoted.equals(text);
      current.append(quoted);
    }
  }

  void quoted(char c) {
    quoted(String.valueOf(c));
  }

  /** The unquoted result of an expansion. */
  void unquoted(String value) {
    if (mode != Mode.FIELDS) {
      current.append(value);
      return;
    }
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (separators.isSeparator(c)) {
        piece(value, from, i);
        separate(c);
        from = i + 1;
      }
    }
    piece(value, from, value.length());
  }

  private void piece(String value, int from, int to) {
    if (from == to) {
      return;
    }
    started = true;
    afterSpace = false;
    for (int i = from; i < to && !globs; i++) {
      globs = Marks.isPattern(value.charAt(i));
    }
    current.append(value, from, to);
  }

  private void separate(char c) {
    boolean space = Separators.isSpace(c);
    if (started) {
      finish();
      afterSpace = space;
    } else if (!space) {
      if (!afterSpace) {
        started = true;
        finish();
      }
      afterSpace = false;
    }
  }

  /** The next piece belongs to another field; an empty one that nothing made is left out. */
  void boundary() {
    if (mode == Mode.FIELDS) {
      if (started) {
        finish();
      }
      afterSpace = false;
    } else {
      current.append(' ');
    }
  }

  /** The end of the word. */
  void end() {
    if (started) {
      finish();
    }
  }

  /** The text that was collected. */
  String text() {
    return current.toString();
  }

  private void finish() {
    String text = current.toString();
    current.setLength(0);
    if (globs && !scope.noglob()) {
      List<String> files = Globber.expand(scope, text);
      if (files.isEmpty()) {
        out.add(Marks.plain(text));
      } else {
        out.addAll(files);
      }
    } else {
      out.add(marked ? Marks.plain(text) : text);
    }
    started = false;
    globs = false;
    marked = false;
  }
}
