package modbox.udev.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All builtins. */
public final class Builtins {
  /** In the order in which {@code udevadm test-builtin --help} shows them. */
  public static final List<Builtin> ALL =
      List.of(
          new Blkid(),
          new Btrfs(),
          new HwdbBuiltin(),
          new InputId(),
          new Keyboard(),
          new Kmod(),
          new NetId(),
          new NetSetupLink(),
          new PathId(),
          new UsbId(),
          new Uaccess());

  private Builtins() {}

  /** The builtin that a command line begins with; null if there is none. */
  public static @Nullable Builtin find(String command) {
    int start = 0;
    while (start < command.length() && " \t\n\r".indexOf(command.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < command.length() && " \t\n\r".indexOf(command.charAt(end)) < 0) {
      end++;
    }
    String word = command.substring(start, end);
    for (Builtin builtin : ALL) {
      if (builtin.name().startsWith(word)) { // its beginning is enough, even an empty one
        return builtin;
      }
    }
    return null;
  }
}
