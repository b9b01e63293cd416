package modbox.udev.daemon;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import modbox.udev.device.Files;
import modbox.udev.device.Numbers;
import modbox.udev.rule.Context.ResolveNames;
import modbox.udev.rule.Rules;
import modbox.udev.rule.Words;

/**
 * What a daemon and its workers share: settings, and what has been read. One task at a time touches
 * it, and never across a blocking call.
 */
public final class Settings {
  private static final long SECOND = 1_000_000_000L;

  final HardwareDatabase.Shared hardware = new HardwareDatabase.Shared();
  final Map<String, String> globals = new TreeMap<>();
  Rules rules = Rules.none();
  boolean rulesRead;
  int logLevel = 6;
  int childrenMax = 8;
  long eventTimeout = 180 * SECOND;
  long execDelay;
  ResolveNames resolveNames = ResolveNames.EARLY;

  /** The settings of /etc/udev/udev.conf, then those of the kernel's command line. */
  public static Settings read(Files files) {
    var settings = new Settings();
    String configuration = files.read("/etc/udev/udev.conf");
    if (configuration != null) {
      for (String line : configuration.split("\n", -1)) {
        settings.take(line.strip().startsWith("#") ? "" : line.strip());
      }
    }
    String kernel = files.read("/proc/cmdline");
    if (kernel != null) {
      for (String word : Words.split(kernel)) {
        if (word.startsWith("udev.")) {
          settings.take(word.substring("udev.".length()));
        }
      }
    }
    return settings;
  }

  private void take(String line) {
    int eq = line.indexOf('=');
    if (eq < 0) {
      return;
    }
    String value = line.substring(eq + 1).strip().replace("\"", "");
    switch (line.substring(0, eq).strip()) {
      case "udev_log", "log_level" -> setLogLevel(value);
      case "children_max" -> setChildrenMax(Numbers.decimal(value, childrenMax));
      case "exec_delay" -> execDelay = seconds(value, execDelay);
      case "event_timeout" -> eventTimeout = seconds(value, eventTimeout);
      case "resolve_names" -> resolveNames = resolve(value);
      default -> {} // settings of later versions
    }
  }

  private static long seconds(String text, long otherwise) {
    int seconds = Numbers.decimal(text, -1);
    return seconds < 0 ? otherwise : seconds * SECOND;
  }

  private static ResolveNames resolve(String text) {
    for (ResolveNames value : ResolveNames.values()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    return ResolveNames.EARLY;
  }

  /**
   * Takes an option of the command line, under its name in udev.conf; nothing if it is not given.
   */
  public void set(String key, java.util.Optional<String> value) {
    value.ifPresent(text -> take(key + "=" + text));
  }

  /** When names of users and groups become numbers: early, late or never. */
  public void setResolveNames(String text) {
    resolveNames = resolve(text);
  }

  void setLogLevel(String text) {
    int level =
        java.util.List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")
            .indexOf(text);
    level = level < 0 ? Numbers.decimal(text, -1) : level;
    if (level >= 0 && level <= 7) {
      logLevel = level;
    }
  }

  void setChildrenMax(int count) {
    childrenMax = Math.max(1, count);
  }

  /** Sets a property for all events, or takes it away with an empty value. */
  void setGlobal(String key, String value) {
    if (value.isEmpty()) {
      globals.remove(key);
    } else {
      globals.put(key, value);
    }
  }
}
