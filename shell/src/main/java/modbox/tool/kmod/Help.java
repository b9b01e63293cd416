package modbox.tool.kmod;

import modbox.user.ToolSpec;

/** The text of {@code --help} in kmod's shape. */
final class Help {
  private static final int COLUMN = 28;

  private Help() {}

  static String text(String program, ToolSpec spec) {
    var text = new StringBuilder("Usage:\n");
    for (String line : spec.synopsis().split("\\|", -1)) {
      text.append('\t').append(program).append(' ').append(line.strip()).append('\n');
    }
    text.append("Options:\n");
    for (ToolSpec.Option option : spec.options()) {
      var name = new StringBuilder(option.letter() == 0 ? "    " : "-" + option.letter());
      if (!option.word().isEmpty()) {
        name.append(option.letter() == 0 ? "--" : ", --").append(option.word());
        name.append(option.takesArgument() ? "=" + option.argument() : "");
      } else if (option.takesArgument()) {
        name.append(' ').append(option.argument());
      }
      name.repeat(' ', Math.max(1, COLUMN - name.length()));
      text.append('\t').append(name).append(option.text()).append('\n');
    }
    return text.toString();
  }
}
