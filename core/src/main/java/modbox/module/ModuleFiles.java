package modbox.module;

import modbox.abi.Capability;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.image.Catalogue;
import modbox.pseudo.Attribute;
import modbox.pseudo.Caller;
import modbox.pseudo.Forest;
import modbox.pseudo.Tree;
import modbox.world.World;

/** What the loader shows in /proc and /sys. */
public final class ModuleFiles {
  private final ModuleLoader loader;

  private ModuleFiles(ModuleLoader loader) {
    this.loader = loader;
  }

  /** Puts the files where they belong. */
  public static void plant(
      ModuleLoader loader,
      Catalogue catalogue,
      World world,
      Hardware hardware,
      Forest proc,
      Forest sys,
      Forest security) {
    var files = new ModuleFiles(loader);
    var visibility = new Visibility(world);
    proc.add(Tree.file("modules", new ModulesFile(loader, visibility)));
    proc.add(Tree.file("kallsyms", new KallsymsFile(loader, catalogue, visibility)));
    var numbers = new NumbersFiles(world);
    proc.add(Tree.file("devices", numbers::devices));
    proc.add(Tree.file("misc", numbers::misc));
    proc.add("sys/kernel", Tree.attr("tainted", 0644, files.new Tainted()).size(0));
    proc.add("sys/kernel", Tree.attr("modules_disabled", 0644, files.disabled()).size(0));
    sys.add(Tree.dynamic("module", new ModuleDirectory(loader, visibility, hardware)).mode(0755));
    Attribute lockdown =
        Attribute.of(
            loader.lockdown()::describe,
            text -> loader.lockdown().raise(text.strip(), "securityfs"));
    security.add(Tree.attr("lockdown", 0644, lockdown).size(0));
  }

  private Attribute disabled() {
    return Attribute.of(
        () -> (loader.disabled() ? 1 : 0) + "\n",
        text -> {
          if (!text.strip().equals("1")) {
            throw Errno.EINVAL.on("modules_disabled");
          }
          loader.disable();
        });
  }

  /** /proc/sys/kernel/tainted: what is written is added. */
  private final class Tainted implements Attribute {
    @Override
    public String show(Caller caller) {
      return loader.taint().mask() + "\n";
    }

    @Override
    public void store(Caller caller, String text) throws ErrnoException {
      if (!caller.credentials().has(Capability.SYS_ADMIN)) {
        throw Errno.EPERM.on("tainted");
      }
      String value = ParamType.parse("ulong", text.strip(), "");
      long bits = Long.parseUnsignedLong(value) & Taint.ALL;
      if (bits != 0) {
        loader.taint().add((int) bits);
      }
    }
  }
}
