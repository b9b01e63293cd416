package modbox.elf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an object takes and gives, read from its symbol table without making an object of every
 * symbol: of a whole tree's million symbols few are either.
 */
final class NeedsAndOffers {
  private static final byte[] CRC = {'_', '_', 'c', 'r', 'c', '_'};

  /** The checksum that a symbol stands for. */
  @FunctionalInterface
  interface Checksum {
    long of(Symbol symbol) throws ElfException;
  }

  private final Elf elf;
  private final Checksum checksum;

  NeedsAndOffers(Elf elf, Checksum checksum) {
    this.elf = elf;
    this.checksum = checksum;
  }

  /** The symbols that begin with {@code __crc_}, in the order of the table. */
  List<Modversion> offers() throws ElfException {
    Elf.SymbolTable table = elf.symbolTable();
    var all = new ArrayList<Modversion>();
    for (int i = 1; i < table.count(); i++) {
      if (table.nameBegins(i, CRC)) {
        Symbol symbol = table.symbol(i);
        all.add(
            new Modversion(
                symbol.name().substring(CRC.length), checksum.of(symbol), symbol.weak()));
      }
    }
    return all;
  }

  /** The undefined symbols with their checksums, then what {@code __versions} lists beyond them. */
  List<Modversion> needs(List<Modversion> versions) throws ElfException {
    Map<String, Long> crcs = new LinkedHashMap<>();
    for (Modversion version : versions) {
      crcs.putIfAbsent(version.name(), version.crc());
    }
    Elf.SymbolTable table = elf.symbolTable();
    var all = new ArrayList<Modversion>();
    for (int i = 1; i < table.count(); i++) {
      if (!table.undefined(i)) {
        continue;
      }
      Symbol symbol = table.symbol(i);
      if (!symbol.name().isEmpty()) {
        Long crc = crcs.remove(symbol.name());
        all.add(new Modversion(symbol.name(), crc == null ? 0 : crc, symbol.weak()));
      }
    }
    crcs.forEach((name, crc) -> all.add(new Modversion(name, crc, false)));
    return all;
  }
}
