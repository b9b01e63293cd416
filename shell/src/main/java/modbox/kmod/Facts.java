package modbox.kmod;

import java.util.ArrayList;
import java.util.List;
import modbox.elf.ElfException;
import modbox.elf.ModuleObject;
import modbox.elf.Modversion;

/** What depmod takes from an object, read in one go. */
record Facts(List<Objects.Info> info, List<Modversion> exports, List<Modversion> needs) {
  static final Facts NONE = new Facts(List.of(), List.of(), List.of());

  static Facts of(ModuleObject object) throws ElfException {
    return new Facts(
        Objects.pairs(object.modinfo()), object.exportedVersions(), object.dependencySymbols());
  }

  static List<String> values(List<Objects.Info> info, String key) {
    var all = new ArrayList<String>();
    for (Objects.Info pair : info) {
      if (pair.key().equals(key)) {
        all.add(pair.value());
      }
    }
    return all;
  }

  List<String> values(String key) {
    return values(info, key);
  }
}
