package modbox.kmod;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;

/**
 * Which configuration files count: of those with one base name the first one found, all of them in
 * the byte order of their base names.
 */
final class ConfigFiles {
  private final KmodFiles files;
  private final List<String> suffixes;
  private final Complaint complaint;
  private final TreeMap<String, String> byName = new TreeMap<>();

  /** Hears of a directory that stands where a file should. */
  @FunctionalInterface
  interface Complaint {
    void directory(String path) throws ErrnoException;
  }

  ConfigFiles(KmodFiles files, List<String> suffixes, Complaint complaint) {
    this.files = files;
    this.suffixes = suffixes;
    this.complaint = complaint;
  }

  /** Adds a file whatever its name, or the files of a directory that end as they must. */
  void add(String path) throws ErrnoException {
    Stat stat = files.find(path).orElse(null);
    if (stat == null) {
      return;
    }
    if (stat.isRegular()) {
      byName.putIfAbsent(path.substring(path.lastIndexOf('/') + 1), path);
    } else if (stat.isDirectory()) {
      for (Dirent entry : files.list(path)) {
        String name = entry.name();
        if (name.startsWith(".")
            || name.length() < 6
            || suffixes.stream().noneMatch(name::endsWith)) {
          continue;
        }
        String file = path + "/" + name;
        if (isDirectory(entry, file)) {
          complaint.directory(file);
        } else {
          byName.putIfAbsent(name, file);
        }
      }
    }
  }

  private boolean isDirectory(Dirent entry, String path) {
    return switch (entry.type()) {
      case Mode.DIR -> true;
      case Mode.REG -> false;
      default -> files.find(path).map(Stat::isDirectory).orElse(false);
    };
  }

  /** The paths in the order in which they are read. */
  List<String> paths() {
    return new ArrayList<>(byName.values());
  }
}
