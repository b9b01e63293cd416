package modbox.tool.udev;

import java.util.List;
import modbox.udev.device.Files;

/** The device descriptions that the machine brings, and what has been plugged in by name. */
final class Presets {
  static final String DIRECTORY = "/usr/share/modbox/devices";
  private static final String SUFFIX = ".umockdev";
  private static final String PLUGGED = "/run/modbox/plugged/";

  private Presets() {}

  /** The names of all presets. */
  static List<String> names(Files files) {
    return files.list(DIRECTORY).stream()
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .toList();
  }

  /** The path of a description: a file, else a preset. */
  static String path(Files files, String operand) {
    String preset = DIRECTORY + "/" + operand + SUFFIX;
    return operand.contains("/") || files.mode(preset) == 0 ? operand : preset;
  }

  /** Where the devpaths of something plugged in by name are noted. */
  static String note(String operand) {
    String name = operand.substring(operand.lastIndexOf('/') + 1);
    return PLUGGED
        + (name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name);
  }
}
