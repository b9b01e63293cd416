package modbox.elf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of an object as they will be when loaded: where its pointers will point. */
final class Data {
  /** A place: a section and an offset in it, or an undefined symbol's name with section 0. */
  record Place(int section, long offset, String symbol) {}

  private final Elf elf;
  private final Map<Integer, Map<Long, Relocation>> pointers = new HashMap<>();
  private final Map<Integer, Block> blocks = new HashMap<>();

  Data(Elf elf) {
    this.elf = elf;
  }

  /** The relocations of a section by their offset. */
  Map<Long, Relocation> relocations(int section) throws ElfException {
    Map<Long, Relocation> known = pointers.get(section);
    if (known == null) {
      known = new HashMap<>();
      for (Section other : elf.sections()) {
        if (other.type() == Section.RELA && other.info() == section) {
          for (Relocation r : elf.relocations(other)) {
            known.put(r.offset(), r);
          }
        }
      }
      pointers.put(section, known);
    }
    return known;
  }

  /** Where the pointer at a place points, null for a null pointer. */
  @Nullable Place pointer(int section, long offset) throws ElfException {
    Relocation r = relocations(section).get(offset);
    return r == null ? null : target(r);
  }

  /** What a relocation refers to. */
  Place target(Relocation r) throws ElfException {
    List<Symbol> symbols = elf.symbols();
    if (r.symbol() < 0 || r.symbol() >= symbols.size()) {
      throw new ElfException("relocation against no symbol");
    }
    Symbol symbol = symbols.get(r.symbol());
    if (symbol.section() >= elf.sections().size()) {
      return new Place(0, symbol.value(), symbol.name());
    }
    return new Place(symbol.section(), symbol.value() + r.addend(), symbol.name());
  }

  /** The string at a place, null if there is none. */
  @Nullable String string(@Nullable Place place) throws ElfException {
    if (place == null || place.section() == 0) {
      return null;
    }
    Block block = block(place.section());
    return place.offset() < 0 || place.offset() >= block.length()
        ? null
        : block.string(place.offset());
  }

  /** A number of {@code width} bytes at a place, signed; 0 in NOBITS. */
  long number(int section, long offset, int width) throws ElfException {
    if (elf.section(section).type() == Section.NOBITS) {
      return 0;
    }
    Block block = block(section);
    if (offset < 0 || offset > block.length() - width) {
      throw new ElfException("number outside of its section");
    }
    int at = (int) offset;
    return switch (width) {
      case 1 -> (byte) block.u8(at);
      case 2 -> (short) block.u16(at);
      case 4 -> block.s32(at);
      default -> block.u64(at);
    };
  }

  /** The content of a section, kept. */
  Block block(int section) throws ElfException {
    Block block = blocks.get(section);
    if (block == null) {
      block = elf.read(elf.section(section));
      blocks.put(section, block);
    }
    return block;
  }
}
