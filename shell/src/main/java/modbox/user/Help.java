package modbox.user;

import modbox.abi.ErrnoException;

/** What {@code --help} and {@code --version} print, laid out as GNU programs do. */
final class Help {
  /** Column where the options' texts begin, and where the page ends. */
  private static final int INDENT = 29;

  private static final int WIDTH = 79;

  private Help() {}

  static ExitStatus help(Proc proc, ToolSpec spec) throws ErrnoException {
    var text = new StringBuilder("Usage: ").append(proc.argv0());
    if (!spec.synopsis().isEmpty()) {
      text.append(' ').append(spec.synopsis());
    }
    text.append('\n').append(spec.summary()).append(".\n\n");
    spec.options().forEach(option -> line(text, option));
    if (spec.options().stream().noneMatch(o -> o.word().equals("help"))) {
      line(text, ToolSpec.HELP);
    }
    if (spec.options().stream().noneMatch(o -> o.word().equals("version"))) {
      line(text, ToolSpec.VERSION);
    }
    proc.out().print(text.toString());
    return ExitStatus.OK;
  }

  static ExitStatus version(Proc proc, ToolSpec spec) throws ErrnoException {
    proc.out().println(spec.name() + " (modbox) " + Version.TEXT);
    return ExitStatus.OK;
  }

  private static void line(StringBuilder text, ToolSpec.Option option) {
    int start = text.length();
    text.append(option.letter() == 0 ? "      " : "  -" + option.letter());
    if (!option.word().isEmpty()) {
      text.append(option.letter() == 0 ? "--" : ", --").append(option.word());
      if (option.takesArgument()) {
        text.append(option.optional() ? "[=" + option.argument() + "]" : "=" + option.argument());
      }
    } else if (option.takesArgument()) {
      text.append(option.optional() ? "[" + option.argument() + "]" : " " + option.argument());
    }
    if (text.length() - start > INDENT - 2) {
      text.append('\n');
      start = text.length();
    }
    int column = text.length() - start;
    for (String word : option.text().split(" ")) {
      if (column <= INDENT - 2) {
        text.repeat(' ', INDENT - column);
        column = INDENT;
      } else if (column + 1 + word.length() > WIDTH) {
        text.append('\n').repeat(' ', INDENT + 2);
        column = INDENT + 2;
      } else {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    text.append('\n');
  }
}
