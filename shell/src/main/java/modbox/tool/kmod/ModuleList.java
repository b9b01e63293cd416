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

  private static String row(String name, long size, int references, String holders) {
    var row = new StringBuilder(name).repeat(' ', Math.max(0, 19 - name.length())).append(' ');
    String number = Long.toString(size);
    row.repeat(' ', Math.max(0, 8 - number.length())).append(number);
    row.append("  ").append(references);
    return holders.isEmpty() ? row.toString() : row.append(' ').append(holders).toString();
  }
}
