package modbox.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import modbox.abi.ErrnoException;
import modbox.elf.ModuleParam;
import modbox.image.Catalogue;
import modbox.pseudo.Attribute;
import modbox.pseudo.Tree;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** Code that is part of the kernel and has a directory in /sys/module: it has parameters. */
final class BuiltIns {
  /** Directory of the parameters that belong to no module. */
  private static final String KERNEL = "kernel";

  /** What every kernel has, also one of which no more is known. */
  private static final Set<String> CORE = Set.of(KERNEL, "module", "printk", "keyboard");

  private final World world;
  private final Catalogue catalogue;

  BuiltIns(World world, Catalogue catalogue) {
    this.world = world;
    this.catalogue = catalogue;
  }

  /** Whether /sys/module has a directory of that name that is no module's. */
  boolean has(String name) {
    return CORE.contains(name) || catalogue.parameters().containsKey(name);
  }

  /** The names in byte order. */
  Iterable<String> all() {
    var names = new TreeSet<>(catalogue.parameters().keySet());
    names.addAll(CORE);
    return names;
  }

  /** What the directory of such code holds beside its uevent file. */
  List<Tree.Named> entries(String name, ModuleLoader loader) {
    var files = new ArrayList<Tree.Named>();
    for (ModuleParam param : catalogue.parameters().getOrDefault(name, List.of())) {
      String file = param.name().substring(param.name().indexOf('.') + 1);
      boolean enforce = param.name().equals("module.sig_enforce");
      Attribute attribute = enforce ? enforcement(loader) : attribute(param, loader);
      files.add(Tree.attr(file, param.mode() & 0777, attribute));
    }
    return files.isEmpty()
        ? List.of()
        : List.of(Tree.dir("parameters", files.toArray(Tree.Named[]::new)).mode(0755));
  }

  /** Sets a parameter as the kernel's command line does; nothing happens if there is none. */
  void set(String name, @Nullable String value, ModuleLoader loader) {
    int dot = name.indexOf('.');
    String module = dot < 0 ? KERNEL : name.substring(0, dot);
    for (ModuleParam param : catalogue.parameters().getOrDefault(module, List.of())) {
      if (param.name().replace('-', '_').equals(name.replace('-', '_'))) {
        store(param, value, loader);
        return;
      }
    }
  }

  private Attribute attribute(ModuleParam param, ModuleLoader loader) {
    return Attribute.of(
        () -> now(param).shown(),
        text -> {
          ErrnoException failure = store(param, text, loader);
          if (failure != null) {
            throw failure;
          }
        });
  }

  private @Nullable ErrnoException store(
      ModuleParam param, @Nullable String value, ModuleLoader loader) {
    ParamSetter.Outcome outcome = loader.setter().set(now(param), value, "sysfs");
    world.put(ModuleTables.BUILT_IN, param.name(), outcome.parameter());
    return outcome.failure();
  }

  private Parameter now(ModuleParam param) {
    Parameter written = world.get(ModuleTables.BUILT_IN, param.name());
    return written == null ? Parameter.shownOf(param) : written;
  }

  private static Attribute enforcement(ModuleLoader loader) {
    return Attribute.of(
        () -> loader.trust().enforced() ? "Y\n" : "N\n",
        text -> {
          String before = loader.trust().enforced() ? "Y" : "N";
          if (ParamType.parse("bool_enable_only", text, before).equals("Y")) {
            loader.trust().enforce();
          }
        });
  }
}
