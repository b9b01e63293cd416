package modbox.kmod;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.ErrnoException;
import modbox.image.index.IndexWriter;

/** The order of the modules in the indexes: modules.order, then kmod's table. */
final class ModuleOrder {
  private final KmodFiles files;
  private final Log log;
  private final String directory;

  ModuleOrder(KmodFiles files, Log log, String directory) {
    this.files = files;
    this.log = log;
    this.directory = directory;
  }

  /** The names in order. */
  List<String> sort(Map<String, String> paths) throws ErrnoException {
    return IndexWriter.indexOrder(paths.keySet(), listed(paths));
  }

  /** The modules that modules.order names, empty if it is not there or damaged. */
  private List<String> listed(Map<String, String> paths) throws ErrnoException {
    String text;
    try {
      text = files.text(directory + "/modules.order");
    } catch (ErrnoException e) {
      log.warning("could not open modules.order at " + directory + ": " + e.errno().text());
      return List.of();
    }
    String[] lines = text.split("\n", -1);
    if (!lines[lines.length - 1].isEmpty()) {
      log.error(directory + "/modules.order:" + lines.length + " corrupted line misses '\\n'");
      return List.of();
    }
    var byPath = new HashMap<String, String>();
    paths.forEach(
        (name, path) -> {
          if (path.startsWith(directory + "/")) {
            byPath.put(uncompressed(path.substring(directory.length() + 1)), name);
          }
        });
    var listed = new ArrayList<String>();
    for (String line : lines) {
      String name = byPath.get(line);
      if (name != null) {
        listed.add(name);
      }
    }
    return listed;
  }

  /** The name that the kernel's build knows: without a compressor's suffix. */
  private static String uncompressed(String path) {
    int at = path.lastIndexOf(".ko");
    return path.substring(0, at + 3);
  }
}
