package modbox.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names under which a module's code registers drivers. A call of a register function is
 * preceded by the load of its argument, a structure in the data of the object, whose name field
 * points to a string.
 */
final class Registrations {
  /** How far before the call the load of its argument is looked for, in bytes. */
  private static final int REACH = 64;

  private final Elf elf;
  private final Data data;

  Registrations(Elf elf) {
    this.elf = elf;
    this.data = new Data(elf);
  }

  List<Registration> read() throws ElfException {
    var found = new LinkedHashSet<Registration>();
    for (Section section : elf.sections()) {
      if (section.type() == Section.RELA && code(section)) {
        List<Relocation> all = new ArrayList<>(elf.relocations(section));
        all.sort(Comparator.comparingLong(Relocation::offset));
        for (int i = 0; i < all.size(); i++) {
          Symbol symbol = symbol(all.get(i));
          if (symbol != null && symbol.undefined() && RegisterFunctions.known(symbol.name())) {
            String name = name(symbol.name(), all, i);
            if (name != null && !name.isEmpty()) {
              found.add(new Registration(symbol.name(), name));
            }
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private boolean code(Section section) throws ElfException {
    return (elf.section(section.info()).flags() & Section.EXEC) != 0;
  }

  private @Nullable Symbol symbol(Relocation r) throws ElfException {
    List<Symbol> symbols = elf.symbols();
    return r.symbol() < 0 || r.symbol() >= symbols.size() ? null : symbols.get(r.symbol());
  }

  private @Nullable String name(String function, List<Relocation> all, int call)
      throws ElfException {
    long at = all.get(call).offset();
    int field = RegisterFunctions.nameAt(function);
    for (int i = call - 1; i >= 0 && at - all.get(i).offset() <= REACH; i--) {
      if (all.get(i).type() != Relocation.X86_64_32S && all.get(i).type() != Relocation.X86_64_64) {
        continue;
      }
      String name = name(data.target(all.get(i)), field);
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  private @Nullable String name(Data.Place place, int field) throws ElfException {
    if (place.section() == 0) {
      return null;
    }
    boolean text = elf.section(place.section()).name().startsWith(".rodata.str");
    return switch (field) {
      case RegisterFunctions.INLINE -> text ? null : data.string(place);
      case RegisterFunctions.ARGUMENT -> text ? data.string(place) : null;
      default -> data.string(data.pointer(place.section(), place.offset() + field));
    };
  }
}
