package modbox.module;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import modbox.image.Catalogue;
import modbox.pseudo.Attribute;
import modbox.pseudo.Tree;
import org.jspecify.annotations.Nullable;

/** Code that is part of the kernel and yet has a directory in /sys/module. */
final class BuiltIns {
  /** Parts of the kernel proper that have parameters or versions. */
  private static final Set<String> CORE =
      Set.of("kernel", "module", "printk", "keyboard", "random", "rcupdate", "vt", "workqueue");

  private final Catalogue catalogue;
  private @Nullable Set<String> names;

  BuiltIns(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Whether /sys/module has a directory of that name that is no module's. */
  boolean has(String name) {
    return names().contains(name);
  }

  /** What the directory of such code holds beside its uevent file. */
  List<Tree.Named> entries(String name, ModuleLoader loader) {
    if (!name.equals("module")) {
      return List.of();
    }
    Attribute enforce =
        Attribute.of(
            () -> loader.trust().enforced() ? "Y\n" : "N\n",
            text -> {
              String value =
                  ParamType.parse("bool_enable_only", text, loader.trust().enforced() ? "Y" : "N");
              if (value.equals("Y")) {
                loader.trust().enforce();
              }
            });
    return List.of(Tree.dir("parameters", Tree.attr("sig_enforce", 0644, enforce)).mode(0755));
  }

  /** The names in byte order. */
  Iterable<String> all() {
    return names();
  }

  private Set<String> names() {
    Set<String> known = names;
    if (known == null) {
      var all = new TreeSet<String>(CORE);
      all.addAll(catalogue.builtInsWithParameters());
      names = all;
      known = all;
    }
    return known;
  }
}
