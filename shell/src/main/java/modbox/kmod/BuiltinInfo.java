package modbox.kmod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.ErrnoException;
import modbox.image.index.ModuleFacts;

/** modules.builtin.modinfo: {@code MODULE.KEY=VALUE} strings of what is built into the kernel. */
public final class BuiltinInfo {
  private final Map<String, List<Objects.Info>> byModule = new LinkedHashMap<>();

  private BuiltinInfo(String text) {
    for (String entry : text.split("\0", -1)) {
      int equal = entry.indexOf('=');
      int dot = entry.indexOf('.');
      if (dot > 0 && (equal < 0 || dot < equal)) {
        byModule
            .computeIfAbsent(entry.substring(0, dot), _ -> new ArrayList<>())
            .add(Objects.Info.of(entry.substring(dot + 1)));
      }
    }
  }

  /** Reads the file of a tree. */
  public static BuiltinInfo read(KmodFiles files, String directory) throws ErrnoException {
    return new BuiltinInfo(files.text(directory + "/modules.builtin.modinfo"));
  }

  /** The pairs of a module, in order; empty for one that is not there. */
  public List<Objects.Info> of(String module) {
    return byModule.getOrDefault(module, List.of());
  }

  /** All modules with their aliases, in the order of the file. */
  List<ModuleFacts> facts() {
    var all = new ArrayList<ModuleFacts>();
    byModule.forEach(
        (name, pairs) ->
            all.add(
                new ModuleFacts(
                    "",
                    name,
                    Facts.values(pairs, "alias"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of())));
    return all;
  }
}
