package modbox.udev.daemon;

import java.util.function.LongSupplier;
import modbox.abi.Stat;
import modbox.udev.device.Files;
import modbox.udev.rule.Rules;

/**
 * Whether rules files have come, gone or changed since they were read. The directories are looked
 * at each time, the files every three seconds, as udevd does.
 */
final class RulesAge {
  private static final long INTERVAL = 3_000_000_000L;

  private final Files files;
  private final LongSupplier clock;
  private String directories = "";
  private String all = "";
  private long looked;

  RulesAge(Files files, LongSupplier clock) {
    this.files = files;
    this.clock = clock;
  }

  boolean changed() {
    if (!directories().equals(directories)) {
      return true;
    }
    if (clock.getAsLong() - looked < INTERVAL) {
      return false;
    }
    looked = clock.getAsLong();
    return !all().equals(all);
  }

  void remember() {
    directories = directories();
    all = all();
    looked = clock.getAsLong();
  }

  private String directories() {
    var state = new StringBuilder();
    for (String directory : Rules.DIRECTORIES) {
      Stat stat = files.stat(directory);
      state.append(stat == null ? 0 : stat.mtime()).append(' ');
    }
    return state.toString();
  }

  private String all() {
    var state = new StringBuilder();
    for (String directory : Rules.DIRECTORIES) {
      for (String name : files.list(directory)) {
        String path = directory + "/" + name;
        Stat stat = files.stat(path);
        if (stat != null) {
          state.append(path).append(stat.mtime()).append('/').append(stat.size());
        }
      }
    }
    return state.toString();
  }
}
