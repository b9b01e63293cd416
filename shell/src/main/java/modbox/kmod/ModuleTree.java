package modbox.kmod;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.image.index.IndexFile;

/** The indexes of one module directory, opened when first asked. A missing one has no answers. */
public final class ModuleTree {
  /** The binary indexes. */
  public enum Index {
    DEPENDENCIES("modules.dep.bin"),
    ALIASES("modules.alias.bin"),
    SYMBOLS("modules.symbols.bin"),
    BUILTIN("modules.builtin.bin"),
    BUILTIN_ALIASES("modules.builtin.alias.bin");

    private final String file;

    Index(String file) {
      this.file = file;
    }

    /** The file's name. */
    public String file() {
      return file;
    }
  }

  private final KmodFiles files;
  private final String directory;
  private final Map<Index, Optional<IndexFile>> indexes = new EnumMap<>(Index.class);

  public ModuleTree(KmodFiles files, String directory) {
    this.files = files;
    this.directory = directory;
  }

  /** The tree of a release under a root directory, empty for the real one. */
  public static String directory(String root, String release) {
    return root + "/lib/modules/" + release;
  }

  /** The directory as it is named in messages. */
  public String directory() {
    return directory;
  }

  /** An index, if its file is there and sound enough to be opened. */
  public Optional<IndexFile> index(Index index) throws ErrnoException {
    Optional<IndexFile> known = indexes.get(index);
    if (known == null) {
      known = open(directory + "/" + index.file());
      indexes.put(index, known);
    }
    return known;
  }

  private Optional<IndexFile> open(String path) throws ErrnoException {
    try {
      return IndexFile.open(files.map(path));
    } catch (ErrnoException _) {
      return Optional.empty(); // as in kmod, a tree without this index simply does not answer
    }
  }

  /** The line of modules.dep for a module name. */
  public Optional<String> dependencyLine(String name) throws ErrnoException {
    return search(Index.DEPENDENCIES, name);
  }

  /** Whether the kernel has this module built in. */
  public boolean isBuiltin(String name) throws ErrnoException {
    return search(Index.BUILTIN, name).isPresent();
  }

  private Optional<String> search(Index index, String key) throws ErrnoException {
    Optional<IndexFile> file = index(index);
    return file.isPresent() ? file.get().search(key) : Optional.empty();
  }

  /** The modules whose alias patterns in an index match, the strongest first. */
  public List<String> matching(Index index, String alias) throws ErrnoException {
    Optional<IndexFile> file = index(index);
    if (file.isEmpty()) {
      return List.of();
    }
    return file.get().searchPatterns(alias).stream().map(IndexFile.Value::text).toList();
  }

  /** The absolute paths of a dependency line: the module's own, then what it needs, users first. */
  List<String> paths(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return List.of();
    }
    var paths = new ArrayList<String>();
    paths.add(join(line.substring(0, colon)));
    for (String word : line.substring(colon + 1).split("[ \t]+", -1)) {
      if (!word.isEmpty()) {
        paths.add(join(word));
      }
    }
    return paths;
  }

  private String join(String path) {
    return path.startsWith("/") ? path : directory + "/" + path;
  }
}
