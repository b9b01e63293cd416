package modbox.elf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a kernel module says of itself. Sections are read when they are asked for. */
public final class ModuleObject {
  private static final String CRC = "__crc_";
  private final Elf elf;
  private @Nullable Block checksums;
  private int checksumSection;

  private ModuleObject(Elf elf) {
    this.elf = elf;
  }

  /** A module in an ELF file, which is not compressed. */
  public static ModuleObject of(Elf elf) {
    return new ModuleObject(elf);
  }

  /** Reads a file as it lies on the disk: compressed ones are unpacked, by their first bytes. */
  public static ModuleObject open(Source source) throws ElfException {
    return of(Elf.parse(Compression.unpacked(source)));
  }

  /** The object underneath. */
  public Elf elf() {
    return elf;
  }

  /**
   * The {@code key=value} strings of {@code .modinfo} in their order; empty without that section.
   */
  public List<String> modinfo() throws ElfException {
    Optional<Block> block = elf.read(".modinfo");
    return block.isEmpty() ? List.of() : block.get().strings();
  }

  /** The first value of a key of {@code .modinfo}. */
  public Optional<String> modinfo(String key) throws ElfException {
    for (String pair : modinfo()) {
      if (pair.startsWith(key) && pair.startsWith("=", key.length())) {
        return Optional.of(pair.substring(key.length() + 1));
      }
    }
    return Optional.empty();
  }

  /** {@code __versions} in its order; empty if the section is missing. */
  public Optional<List<Modversion>> versions() throws ElfException {
    Optional<Block> block = elf.read("__versions");
    if (block.isEmpty()) {
      return Optional.empty();
    }
    var all = new ArrayList<Modversion>();
    int skip = elf.wide() ? 8 : 4;
    for (int at = 0; at + 64 <= block.get().length(); at += 64) {
      long crc = elf.wide() ? block.get().u64(at) : block.get().u32(at);
      all.add(new Modversion(block.get().field(at + skip, 64 - skip), crc, false));
    }
    return Optional.of(all);
  }

  /**
   * Exported names and checksums the way kmod finds them: by symbols that begin with {@code
   * __crc_}, in the order of the symbol table; without any symbol table by the strings of {@code
   * __ksymtab_strings}, with checksum 0.
   */
  public List<Modversion> exportedVersions() throws ElfException {
    List<Modversion> all = new NeedsAndOffers(elf, this::crc).offers();
    return all.isEmpty() ? namesOnly() : all;
  }

  /**
   * What the object needs from elsewhere the way kmod sees it: the undefined symbols in the order
   * of the symbol table with the checksums of {@code __versions}, then what {@code __versions}
   * lists beyond them.
   */
  public List<Modversion> dependencySymbols() throws ElfException {
    return new NeedsAndOffers(elf, this::crc).needs(versions().orElse(List.of()));
  }

  /** The exports with all that the loader needs to know, in the order of the symbol table. */
  public List<Export> exports() throws ElfException {
    var crcs = new LinkedHashMap<String, Symbol>();
    var spaces = new LinkedHashMap<String, Symbol>();
    var found = new ArrayList<Symbol>();
    Set<String> seen = new LinkedHashSet<>();
    for (Symbol symbol : elf.symbols()) {
      String name = symbol.name();
      if (!name.startsWith("__") || symbol.undefined()) {
        continue;
      }
      if (name.startsWith("__ksymtab_")) {
        if (inTable(symbol) && seen.add(name)) {
          found.add(symbol);
        }
      } else if (name.startsWith(CRC)) {
        crcs.put(name.substring(CRC.length()), symbol);
      } else if (name.startsWith("__kstrtabns_")) {
        spaces.put(name.substring("__kstrtabns_".length()), symbol);
      }
    }
    var all = new ArrayList<Export>(found.size());
    for (Symbol symbol : found) {
      String name = symbol.name().substring("__ksymtab_".length());
      Symbol crc = crcs.get(name);
      Symbol space = spaces.get(name);
      String namespace =
          space == null ? "" : elf.read(elf.section(space.section())).string(space.value());
      all.add(new Export(name, gpl(symbol), namespace, crc == null ? 0 : crc(crc), crc != null));
    }
    return all;
  }

  /** The parameters, in the order of {@code __param}. */
  public List<ModuleParam> params() throws ElfException {
    return new Params(this).read();
  }

  /** The drivers that the object registers when it is loaded, as far as its code shows. */
  public List<Registration> registrations() throws ElfException {
    return new Registrations(elf).read();
  }

  /** The build id, from its note; empty if there is none. */
  public byte[] buildId() throws ElfException {
    Optional<Block> note = elf.read(".note.gnu.build-id");
    if (note.isEmpty() || note.get().length() < 16) {
      return new byte[0];
    }
    long owner = note.get().u32(0);
    long size = note.get().u32(4);
    if (owner != 4 || note.get().u32(8) != 3 || size > note.get().length() - 16) {
      return new byte[0];
    }
    return note.get().bytes(16, (int) size);
  }

  /** The appended signature, if the file ends with a well-formed one. */
  public Optional<ModuleSignature> signature() throws ElfException {
    return ModuleSignature.find(elf.source());
  }

  private boolean inTable(Symbol symbol) throws ElfException {
    return symbol.section() < elf.sections().size()
        && elf.section(symbol.section()).name().startsWith("__ksymtab")
        && !elf.section(symbol.section()).name().equals("__ksymtab_strings");
  }

  private boolean gpl(Symbol symbol) throws ElfException {
    return elf.section(symbol.section()).name().startsWith("__ksymtab_gpl");
  }

  private long crc(Symbol symbol) throws ElfException {
    if (symbol.section() == Symbol.ABS || symbol.undefined()) {
      return symbol.value() & 0xffffffffL;
    }
    Block block = checksums(symbol.section());
    if (symbol.value() < 0 || symbol.value() > block.length() - 4) {
      throw new ElfException("checksum outside of its section");
    }
    return block.u32((int) symbol.value());
  }

  /** The section that checksums stand in, which is nearly always the one of the symbol before. */
  private Block checksums(int section) throws ElfException {
    Block block = checksums;
    if (block == null || checksumSection != section) {
      block = elf.read(elf.section(section));
      checksums = block;
      checksumSection = section;
    }
    return block;
  }

  private List<Modversion> namesOnly() throws ElfException {
    Optional<Block> block = elf.read("__ksymtab_strings");
    var all = new ArrayList<Modversion>();
    for (String name : block.isEmpty() ? List.<String>of() : block.get().strings()) {
      all.add(new Modversion(name, 0, false));
    }
    return all;
  }
}
