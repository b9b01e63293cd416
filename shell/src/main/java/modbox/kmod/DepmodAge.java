package modbox.kmod;

import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;

/** Compares the age of a tree's modules with that of its modules.dep, in seconds. */
final class DepmodAge {
  private static final long SECOND = 1_000_000_000;

  private final KmodFiles files;
  private final Flavour flavour;
  private final Log log;
  private final String directory;

  DepmodAge(KmodFiles files, Flavour flavour, Log log, String directory) {
    this.files = files;
    this.flavour = flavour;
    this.log = log;
    this.directory = directory;
  }

  boolean isUpToDate() throws ErrnoException {
    try {
      files.list(directory);
    } catch (ErrnoException e) {
      log.error("could not open directory " + directory + ": " + e.errno().text());
      return false;
    }
    Stat stat = files.find(directory + "/modules.dep").orElse(null);
    if (stat == null) {
      log.error("could not fstatat(" + directory + ", modules.dep): No such file or directory");
      return false;
    }
    return !hasNewer(directory, Math.floorDiv(stat.mtime(), SECOND));
  }

  private boolean hasNewer(String path, long second) throws ErrnoException {
    for (Dirent entry : files.list(path)) {
      if (entry.name().equals("build") || entry.name().equals("source")) {
        continue;
      }
      String child = path + "/" + entry.name();
      Stat stat = files.find(child).orElse(null);
      if (stat == null) {
        continue;
      }
      boolean newer =
          stat.isDirectory()
              ? hasNewer(child, second)
              : flavour.isModuleFile(entry.name()) && Math.floorDiv(stat.mtime(), SECOND) > second;
      if (newer) {
        return true;
      }
    }
    return false;
  }
}
