package modbox.terminal;

import java.util.Set;
import java.util.TreeSet;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** Colours what is typed: an unknown command is red, quotes are green, variables are cyan. */
final class Colours implements Highlighter {
  private static final Set<String> WORDS =
      Set.of(
          "if", "then", "else", "elif", "fi", "for", "in", "do", "done", "while", "until", "case",
          "esac", "{", "}", "!");
  private static final Set<String> BUILTINS =
      Set.of(
          ".",
          ":",
          "alias",
          "bg",
          "break",
          "cd",
          "command",
          "continue",
          "eval",
          "exec",
          "exit",
          "export",
          "fg",
          "getopts",
          "hash",
          "jobs",
          "local",
          "read",
          "readonly",
          "return",
          "set",
          "shift",
          "source",
          "times",
          "trap",
          "type",
          "ulimit",
          "umask",
          "unalias",
          "unset",
          "wait");

  private final Assistance assistance;
  private @Nullable Set<String> commands;

  Colours(Assistance assistance) {
    this.assistance = assistance;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    var out = new AttributedStringBuilder();
    boolean command = true;
    int i = 0;
    while (i < buffer.length()) {
      int end = token(buffer, i);
      String token = buffer.substring(i, end);
      out.styled(style(token, command), token);
      command = begins(token) || (command && token.isBlank());
      i = end;
    }
    return out.toAttributedString();
  }

  private static boolean begins(String token) {
    return "|&;(\n".indexOf(token.charAt(0)) >= 0 || WORDS.contains(token);
  }

  /**
   * The end of the token that begins at {@code i}: blanks, an operator, a quoted piece, a variable,
   * or a word.
   */
  private static int token(String text, int i) {
    char c = text.charAt(i);
    int end = i + 1;
    if (Character.isWhitespace(c)) {
      while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
        end++;
      }
    } else if (c == '\'' || c == '"') {
      while (end < text.length() && text.charAt(end) != c) {
        end += c == '"' && text.charAt(end) == '\\' && end + 1 < text.length() ? 2 : 1;
      }
      end = Math.min(text.length(), end + 1);
    } else if (c == '$') {
      while (end < text.length()
          && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
        end++;
      }
    } else if ("|&;()<>".indexOf(c) < 0) {
      while (end < text.length() && " \t\n|&;()<>'\"$".indexOf(text.charAt(end)) < 0) {
        end++;
      }
    }
    return end;
  }

  private AttributedStyle style(String token, boolean command) {
    char c = token.charAt(0);
    if (c == '\'' || c == '"') {
      return AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    } else if (c == '$') {
      return AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    } else if (WORDS.contains(token)) {
      return AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);
    } else if (command
        && (Character.isLetterOrDigit(c) || c == '_')
        && token.indexOf('=') < 0
        && !known(token)) {
      return AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    }
    return AttributedStyle.DEFAULT;
  }

  private boolean known(String name) {
    if (name.contains("/") || BUILTINS.contains(name)) {
      return true;
    }
    if (commands == null) {
      commands = new TreeSet<>(assistance.commands());
    }
    return commands.contains(name) || assistance.ownCommands().contains(name);
  }
}
