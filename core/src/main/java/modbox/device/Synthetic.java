package modbox.device;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * Events that are asked for by writing to a {@code uevent} file: {@code ACTION [UUID [KEY=VALUE
 * …]]}. Source: kobject_synth_uevent(), lib/kobject_uevent.c.
 */
final class Synthetic {
  private static final int UUID_LENGTH = 36;

  /** A request that was understood. */
  record Request(String action, List<String> extras) {}

  private Synthetic() {}

  /**
   * Reads what was written.
   *
   * @param path of the object, for the log
   * @param label of the device for the second line of the log, null if it is no device
   */
  static Request parse(String text, String path, @Nullable String label, Surroundings surroundings)
      throws ErrnoException {
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    int blank = line.indexOf(' ');
    String action = blank < 0 ? line : line.substring(0, blank);
    Request request = null;
    String complaint = "unknown uevent action string";
    if (Uevents.ACTIONS.contains(action)) {
      request = blank < 0 ? plain(action) : arguments(action, line.substring(blank + 1));
      complaint = "incorrect uevent action arguments";
    }
    if (request == null) {
      surroundings.log(4, "synth uevent: " + path + ": " + complaint);
      if (label != null) {
        surroundings.log(3, label + ": uevent: failed to send synthetic uevent: -22");
      }
      throw Errno.EINVAL.on("uevent");
    }
    return request;
  }

  private static Request plain(String action) {
    return new Request(action, List.of("SYNTH_UUID=0"));
  }

  private static @Nullable Request arguments(String action, String text) {
    String[] words = text.split(" ", -1);
    if (!uuid(words[0])) {
      return null;
    }
    var extras = new ArrayList<String>();
    extras.add("SYNTH_UUID=" + words[0]);
    for (int i = 1; i < words.length; i++) {
      int eq = words[i].indexOf('=');
      if (eq <= 0
          || !alphanumeric(words[i].substring(0, eq))
          || !alphanumeric(words[i].substring(eq + 1))) {
        return null;
      }
      extras.add("SYNTH_ARG_" + words[i]);
    }
    return new Request(action, extras);
  }

  private static boolean uuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      char c = text.charAt(i);
      if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
        return false;
      }
    }
    return true;
  }

  private static boolean alphanumeric(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
