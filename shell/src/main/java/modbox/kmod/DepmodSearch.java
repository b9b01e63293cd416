package modbox.kmod;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.image.index.Names;

/** Finds the module files of a tree; of those with one name the configuration picks one. */
final class DepmodSearch {
  private final KmodFiles files;
  private final Flavour flavour;
  private final Log log;
  private final DepmodConfig config;
  private final String directory;

  /** Absolute paths by module name. */
  private final Map<String, String> found = new LinkedHashMap<>();

  DepmodSearch(KmodFiles files, Flavour flavour, Log log, DepmodConfig config, String directory) {
    this.files = files;
    this.flavour = flavour;
    this.log = log;
    this.config = config;
    this.directory = directory;
  }

  /** Absolute paths by module name. An error is that the tree itself cannot be read. */
  Map<String, String> run() throws ErrnoException {
    try {
      searchDirectory(directory, files.list(directory));
    } catch (ErrnoException e) {
      log.error("could not open directory " + directory + ": " + e.errno().text());
      throw e;
    }
    for (String external : config.externals()) {
      try {
        searchDirectory(external, files.list(external));
      } catch (ErrnoException e) {
        log.error("could not open directory " + external + ": " + e.errno().text());
      }
    }
    return found;
  }

  private void searchDirectory(String path, List<Dirent> entries) throws ErrnoException {
    for (Dirent entry : entries) {
      String name = entry.name();
      if (isExcluded(name)) {
        continue;
      }
      String child = path + "/" + name;
      int type = type(entry, child);
      if (type == Mode.DIR) {
        try {
          searchDirectory(child, files.list(child));
        } catch (ErrnoException e) {
          log.error("failed " + child + ": " + e.errno().text());
        }
      } else if (type == Mode.REG && flavour.isModuleFile(name)) {
        consider(child);
      }
    }
  }

  private boolean isExcluded(String name) {
    return name.equals("build") || name.equals("source") || config.excludes().contains(name);
  }

  /** The type of what an entry stands for, a link followed; 0 for nothing usable. */
  private int type(Dirent entry, String path) throws ErrnoException {
    if (entry.type() == Mode.REG || entry.type() == Mode.DIR) {
      return entry.type();
    }
    Stat stat = files.find(path).orElse(null);
    if (stat == null) {
      return 0;
    }
    if (!stat.isRegular() && !stat.isDirectory()) {
      log.error("unsupported file type %s: %o".formatted(path, stat.type()));
    }
    return stat.type();
  }

  private void consider(String path) {
    String name = Names.ofPath(path);
    String present = found.get(name);
    if (present == null || isStronger(path, present)) {
      found.remove(name);
      found.put(name, path);
    }
  }

  /** Whether a file counts more than the one found before it. */
  private boolean isStronger(String path, String present) {
    String mine = relative(path);
    String other = relative(present);
    for (String override : config.overrides()) {
      if (stem(mine).equals(override)) {
        return true;
      }
      if (stem(other).equals(override)) {
        return false;
      }
    }
    return priority(mine) > priority(other);
  }

  /** How strong the search lists make a file; -1 if they say nothing of it. */
  private int priority(String path) {
    List<String> words = config.searches();
    int best = -1;
    int builtIn = -1;
    for (int i = 0; i < words.size(); i++) {
      int strength = words.size() - 1 - i;
      String word = words.get(i);
      if (word.equals(DepmodConfig.BUILT_IN)) {
        builtIn = Math.max(builtIn, strength);
      } else if (word.equals(DepmodConfig.EXTERNAL)
          ? path.startsWith("/")
          : path.startsWith(word + "/")) {
        best = Math.max(best, strength);
      }
    }
    return best >= 0 ? best : builtIn;
  }

  private static String stem(String path) {
    int slash = path.lastIndexOf('/') + 1;
    int dot = path.indexOf('.', slash);
    return dot < 0 ? path : path.substring(0, dot);
  }

  private String relative(String path) {
    return path.startsWith(directory + "/") ? path.substring(directory.length() + 1) : path;
  }
}
