package modbox.module;

import modbox.pseudo.SeqFile;
import modbox.pseudo.Text;

/** /proc/modules. Source: kernel/module/procfs.c. */
record ModulesFile(ModuleLoader loader, Visibility visibility) implements SeqFile {
  @Override
  public void show(Text out) {
    boolean addresses = visibility.shows(out.opener());
    for (LoadedModule module : loader.rows().newestFirst()) {
      out.put(module.name()).put(' ').put(module.core() + module.init()).put(' ');
      out.put(loader.references(module)).put(' ');
      for (String user : module.users()) {
        out.put(user).put(',');
      }
      if (module.permanent()) {
        out.put("[permanent],");
      }
      if (module.users().isEmpty() && !module.permanent()) {
        out.put('-');
      }
      out.put(' ').put(module.state().word()).put(" 0x");
      out.hex(addresses ? module.address() : 0, 16);
      if (module.taint() != 0) {
        out.put(" (").put(Taint.letters(module.taint()));
        out.put(
            switch (module.state()) {
              case COMING -> "+";
              case GOING -> "-";
              case UNFORMED, LIVE -> "";
            });
        out.put(')');
      }
      out.put('\n');
    }
  }
}
