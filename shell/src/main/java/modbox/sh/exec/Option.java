package modbox.sh.exec;

import org.jspecify.annotations.Nullable;

/**
 * Options of {@code set}, in the order in which {@code set -o} shows them; {@code $-} goes
 * backwards.
 */
public enum Option {
  ERREXIT('e', "errexit"),
  NOGLOB('f', "noglob"),
  IGNOREEOF('I', "ignoreeof"),
  INTERACTIVE('i', "interactive"),
  MONITOR('m', "monitor"),
  NOEXEC('n', "noexec"),
  STDIN('s', "stdin"),
  XTRACE('x', "xtrace"),
  VERBOSE('v', "verbose"),
  VI('V', "vi"),
  EMACS('E', "emacs"),
  NOCLOBBER('C', "noclobber"),
  ALLEXPORT('a', "allexport"),
  NOTIFY('b', "notify"),
  NOUNSET('u', "nounset"),
  HASHALL('h', "hashall"),
  NOLOG('\0', "nolog"),
  DEBUG('\0', "debug"),
  PIPEFAIL('\0', "pipefail");

  private final char letter;
  private final String title;

  Option(char letter, String title) {
    this.letter = letter;
    this.title = title;
  }

  /** The letter, 0 if it has none. */
  public char letter() {
    return letter;
  }

  /** The long name. */
  public String title() {
    return title;
  }

  /** The option with this letter. */
  public static @Nullable Option of(char letter) {
    for (Option option : values()) {
      if (option.letter == letter && letter != 0) {
        return option;
      }
    }
    return null;
  }

  /** The option with this long name. */
  public static @Nullable Option named(String title) {
    for (Option option : values()) {
      if (option.title.equals(title)) {
        return option;
      }
    }
    return null;
  }
}
