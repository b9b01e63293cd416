package modbox.tool.kmod;

import modbox.abi.ErrnoException;
import modbox.kmod.KernelModules;
import modbox.user.ExitStatus;

/** The list of loaded modules of lsmod and {@code kmod list}. */
final class ModuleList {
  private ModuleList() {}

  static ExitStatus print(Session session) throws ErrnoException {
    session.checkCommandLine();
    var kernel = new KernelModules(session.files());
    java.util.List<KernelModules.Loaded> loaded;
    try {
      loaded = kernel.loaded();
    } catch (ErrnoException e) {
      session.log().error("could not get list of modules: " + e.errno().text());
      return ExitStatus.FAILURE;
    }
    session.out().println("Module                  Size  Used by");
    for (KernelModules.Loaded module : loaded) {
      String holders = String.join(",", kernel.holders(module.name()));
      session
          .out()
          .println(
              row(
                  module.name(),
                  kernel.size(module),
                  kernel.references(module.name()).orElse(-2),
                  holders));
    }
    return ExitStatus.OK;
  }

  /** The same for programs. */
  static ExitStatus printJson(Session session) throws ErrnoException {
    var kernel = new KernelModules(session.files());
    var all = new java.util.ArrayList<String>();
    for (KernelModules.Loaded module : kernel.loaded()) {
      all.add(
          new JsonText()
              .with("module", module.name())
              .with("size", kernel.size(module))
              .with("refcnt", kernel.references(module.name()).orElse(-2))
              .with("holders", kernel.holders(module.name()))
              .toString());
    }
    session.out().print(JsonText.array(all));
    return ExitStatus.OK;
  }

  private static String row(String name, long size, int references, String holders) {
    var row = new StringBuilder(name).repeat(' ', Math.max(0, 19 - name.length())).append(' ');
    String number = Long.toString(size);
    row.repeat(' ', Math.max(0, 8 - number.length())).append(number);
    row.append("  ").append(references);
    return holders.isEmpty() ? row.toString() : row.append(' ').append(holders).toString();
  }
}
