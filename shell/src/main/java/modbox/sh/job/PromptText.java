package modbox.sh.job;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import modbox.sh.exec.Interpreter;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Parser;
import org.jspecify.annotations.Nullable;

/** Expands a prompt: bash's backslash escapes, which Debian's prompts use, then parameters. */
final class PromptText {
  private final Interpreter sh;
  private final StringBuilder text = new StringBuilder();

  PromptText(Interpreter sh) {
    this.sh = sh;
  }

  String expand(String prompt) {
    for (int i = 0; i < prompt.length(); i++) {
      char c = prompt.charAt(i);
      if (c == '\\' && i + 1 < prompt.length()) {
        i = escape(prompt, i + 1);
      } else {
        text.append(c);
      }
    }
    String escaped = text.toString();
    if (escaped.indexOf('$') < 0 && escaped.indexOf('`') < 0) {
      return escaped;
    }
    int status = sh.shell().status();
    try {
      return sh.expander().quoted(Parser.quoted(escaped));
    } catch (ShellException e) {
      return escaped;
    } finally {
      sh.shell().setStatus(status);
    }
  }

  /** Handles the escape whose letter stands at {@code at}; gives the index of its last char. */
  private int escape(String prompt, int at) {
    char c = prompt.charAt(at);
    switch (c) {
      case 'u' -> text.append(user());
      case 'h' -> text.append(host(true));
      case 'H' -> text.append(host(false));
      case 'w' -> text.append(directory());
      case 'W' -> text.append(last(directory()));
      case '$' -> text.append(sh.sys().credentials().euid() == 0 ? "#" : "\\$");
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 'a' -> text.append('\007');
      case 'e' -> text.append('\033');
      case 's' -> text.append(last(sh.shell().zero()));
      case 'j' -> text.append(sh.shell().jobs().all().size());
      case 't' -> text.append(time("HH:mm:ss"));
      case 'T' -> text.append(time("hh:mm:ss"));
      case 'A' -> text.append(time("HH:mm"));
      case 'd' -> text.append(time("EEE MMM dd"));
      case '[', ']' -> {
        // They enclose what takes no room on the screen; the terminal measures that itself.
      }
      case '\\' -> text.append("\\\\");
      case '0', '1', '2', '3' -> {
        return octal(prompt, at);
      }
      default -> text.append('\\').append(c);
    }
    return at;
  }

  private int octal(String prompt, int at) {
    int end = at;
    int value = 0;
    while (end < prompt.length() && end < at + 3 && Character.digit(prompt.charAt(end), 8) >= 0) {
      value = value * 8 + Character.digit(prompt.charAt(end++), 8);
    }
    text.append((char) (value & 0xff));
    return end - 1;
  }

  private @Nullable String variable(String name) {
    return sh.shell().variables().get(name);
  }

  private String user() {
    String user = variable("USER");
    if (user != null) {
      return user;
    }
    return sh.sys().credentials().euid() == 0 ? "root" : "user";
  }

  private String host(boolean brief) {
    String host = sh.sys().uname().nodename();
    int dot = host.indexOf('.');
    return brief && dot > 0 ? host.substring(0, dot) : host;
  }

  private String directory() {
    String pwd = variable("PWD");
    String home = variable("HOME");
    if (pwd == null) {
      return "?";
    }
    if (home != null && !home.equals("/") && (pwd + "/").startsWith(home + "/")) {
      return "~" + pwd.substring(home.length());
    }
    return pwd;
  }

  private static String last(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 || path.length() == 1 ? path : path.substring(slash + 1);
  }

  private String time(String pattern) {
    Instant now = Instant.ofEpochSecond(0, sh.sys().clock(0));
    return LocalDateTime.ofInstant(now, ZoneOffset.UTC)
        .format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
  }
}
