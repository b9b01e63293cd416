package modbox.module;

import java.util.Arrays;
import modbox.elf.Export;
import modbox.image.Catalogue;
import modbox.image.KernelSymbol;
import modbox.image.SymbolTable;
import modbox.pseudo.SeqFile;
import modbox.pseudo.Text;

/** /proc/kallsyms: what the kernel exports, then the symbols of the modules, the latest first. */
record KallsymsFile(ModuleLoader loader, Catalogue catalogue, Visibility visibility)
    implements SeqFile {
  private static final long TEXT = 0xffffffff81000000L;
  private static final long STEP = 0x140;

  @Override
  public void show(Text out) {
    boolean addresses = visibility.shows(out.opener());
    SymbolTable symbols = catalogue.symbols();
    String[] names = new String[symbols.size()];
    int count = 0;
    for (int i = 0; i < symbols.size(); i++) {
      KernelSymbol symbol = symbols.get(i);
      if (symbol.owner() == KernelSymbol.KERNEL) {
        names[count++] = symbol.name();
      }
    }
    Arrays.sort(names, 0, count);
    for (int i = 0; i < count; i++) {
      out.hex(addresses ? TEXT + i * STEP : 0, 16).put(" T ").line(names[i]);
    }
    for (LoadedModule module : loader.rows().newestFirst()) {
      module(out, module, addresses);
    }
  }

  private void module(Text out, LoadedModule module, boolean addresses) {
    Remains remains = loader.rows().remains(module.name());
    if (remains != null) {
      for (String symbol : remains.symbols()) {
        int blank = symbol.indexOf(' ');
        long offset = Long.parseUnsignedLong(symbol, 0, blank, 16);
        line(out, module, addresses, offset, symbol.substring(blank + 1));
      }
      return;
    }
    long offset = 0x10;
    for (Export export : loader.rows().facts(module).exports()) {
      line(out, module, addresses, offset, "T " + export.name());
      offset += 0x10;
    }
    if (module.hasExit()) {
      line(out, module, addresses, offset, "t cleanup_module");
    }
    line(out, module, addresses, module.core() - 0x1000, "d __this_module");
  }

  private static void line(
      Text out, LoadedModule module, boolean addresses, long offset, String rest) {
    out.hex(addresses ? module.address() + offset : 0, 16).put(' ').put(rest);
    out.put("\t[").put(module.name()).line("]");
  }
}
