package modbox.udev.daemon;

import java.util.Map;
import modbox.abi.Stat;
import modbox.udev.builtin.Databases;
import modbox.udev.device.Files;
import modbox.udev.hwdb.Hwdb;
import org.jspecify.annotations.Nullable;

/** The compiled hardware database, read when first wanted and again when its file has changed. */
final class HardwareDatabase implements Databases {
  private final Files files;
  private final Shared shared;

  /** What is kept between look-ups, for all tasks of a daemon. */
  static final class Shared {
    private @Nullable Hwdb hwdb;
    private String path = "";
    private long modified;
    private long size;
  }

  HardwareDatabase(Files files, Shared shared) {
    this.files = files;
    this.shared = shared;
  }

  @Override
  public boolean areThere() {
    return Hwdb.find(files) != null;
  }

  @Override
  public Map<String, String> lookup(String modalias) {
    String path = Hwdb.find(files);
    if (path == null) {
      return Map.of();
    }
    Stat stat = files.stat(path);
    long modified = stat == null ? 0 : stat.mtime();
    long size = stat == null ? 0 : stat.size();
    if (!path.equals(shared.path) || modified != shared.modified || size != shared.size) {
      String data = files.read(path);
      shared.hwdb = data == null ? null : Hwdb.open(data);
      shared.path = path;
      shared.modified = modified;
      shared.size = size;
    }
    return shared.hwdb == null ? Map.of() : shared.hwdb.lookup(modalias);
  }
}
