package modbox.udev.daemon;

import modbox.udev.device.Files;
import modbox.udev.rule.Rules;

/** Whether rules files have come, gone or changed since they were read. */
final class RulesAge {
  private final Files files;
  private String seen = "";

  RulesAge(Files files) {
    this.files = files;
  }

  boolean changed() {
    return !state().equals(seen);
  }

  void remember() {
    seen = state();
  }

  private String state() {
    var state = new StringBuilder();
    for (String directory : Rules.DIRECTORIES) {
      long modified = files.modified(directory);
      if (modified != 0) {
        state.append(directory).append(modified).append('\n');
        for (String name : files.list(directory)) {
          String path = directory + "/" + name;
          state.append(name).append(files.modified(path)).append('/').append(files.size(path));
        }
      }
    }
    return state.toString();
  }
}
