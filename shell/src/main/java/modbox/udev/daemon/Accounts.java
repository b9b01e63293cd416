package modbox.udev.daemon;

import modbox.udev.device.Files;
import modbox.udev.device.Numbers;

/** Users and groups by name, from /etc/passwd and /etc/group. */
final class Accounts {
  private Accounts() {}

  /** A user's number; -1 if there is no such user. */
  static int user(Files files, String name) {
    return number(files.read("/etc/passwd"), name);
  }

  /** A group's number; -1 if there is no such group. */
  static int group(Files files, String name) {
    return number(files.read("/etc/group"), name);
  }

  private static int number(@org.jspecify.annotations.Nullable String text, String name) {
    if (text == null || name.isEmpty()) {
      return -1;
    }
    String head = name + ":";
    int start = text.startsWith(head) ? 0 : text.indexOf("\n" + head) + 1;
    if (start == 0 && !text.startsWith(head)) {
      return -1;
    }
    int first = text.indexOf(':', start + head.length());
    int second = first < 0 ? -1 : text.indexOf(':', first + 1);
    return second < 0 ? -1 : Numbers.decimal(text.substring(first + 1, second), -1);
  }
}
