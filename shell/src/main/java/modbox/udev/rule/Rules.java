package modbox.udev.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import modbox.abi.Mode;
import modbox.udev.device.Files;

/** All rules of a machine, in the order in which they are applied. */
public record Rules(List<RuleFile> files) {
  /** Where rules are looked for, the most important place first. */
  public static final List<String> DIRECTORIES =
      List.of(
          "/etc/udev/rules.d",
          "/run/udev/rules.d",
          "/usr/local/lib/udev/rules.d",
          "/usr/lib/udev/rules.d");

  public Rules {
    files = List.copyOf(files);
  }

  /** No rules at all. */
  public static Rules none() {
    return new Rules(List.of());
  }

  /** Reads all rules files; complaints are in the files. */
  public static Rules read(Files files, Context context) {
    var read = new ArrayList<RuleFile>();
    for (String path : paths(files)) {
      String text = files.read(path);
      if (text != null) {
        read.add(RuleReader.read(context, path, text));
      }
    }
    return new Rules(read);
  }

  /**
   * The rules files by name: one of a name in a more important place hides the others, and hides
   * them only if it is empty or leads to /dev/null.
   */
  public static List<String> paths(Files files) {
    SortedMap<String, String> found = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      for (String name : files.list(directory)) {
        if (name.endsWith(".rules") && !name.startsWith(".")) {
          found.putIfAbsent(name, directory + "/" + name);
        }
      }
    }
    return found.values().stream()
        .filter(path -> (files.mode(path) & Mode.FMT) == Mode.REG)
        .toList();
  }

  /** All complaints, in order. */
  public List<Diagnostic> diagnostics() {
    return files.stream().flatMap(file -> file.diagnostics().stream()).toList();
  }
}
