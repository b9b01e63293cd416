package modbox.module;

import io.vavr.collection.Vector;
import java.util.ArrayList;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.Section;
import modbox.elf.Source;
import modbox.elf.Symbol;
import modbox.image.Catalogue;
import modbox.image.MemoryLayout;
import modbox.image.ModuleTree;
import modbox.image.ObjectFacts;

/** What stays of an object after it has been loaded. */
final class StoredObjects {
  private StoredObjects() {}

  /** For one of the catalogue's, which is made again for the purpose. */
  static Remains remains(Catalogue catalogue, int order) {
    try {
      byte[] object = new ModuleTree(catalogue, "lib").bytes(order);
      return remains(Elf.parse(Source.of(object)), catalogue.facts(order));
    } catch (ElfException e) {
      throw new IllegalStateException(e); // we have written it ourselves
    }
  }

  static Remains remains(Elf elf, ObjectFacts facts) throws ElfException {
    MemoryLayout layout = MemoryLayout.of(elf);
    Vector<Remains.Place> places = Vector.empty();
    Vector<Remains.Note> notes = Vector.empty();
    for (Section section : elf.sections()) {
      long offset = layout.offset(section.index());
      if (offset != MemoryLayout.NOWHERE && section.size() > 0) {
        boolean init = layout.inInit(section.index());
        places = places.append(new Remains.Place(section.name(), offset, init));
      }
      if (section.type() == Section.NOTE && section.allocated() && section.size() > 0) {
        String content =
            new String(elf.read(section).bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        notes = notes.append(new Remains.Note(section.name(), content));
      }
    }
    return new Remains(
        places,
        symbols(elf, layout, facts),
        notes,
        Vector.ofAll(facts.registrations()).map(r -> r.function() + " " + r.name()));
  }

  private static Vector<String> symbols(Elf elf, MemoryLayout layout, ObjectFacts facts)
      throws ElfException {
    var exported = new java.util.HashSet<String>();
    facts.exports().forEach(e -> exported.add(e.name()));
    var all = new ArrayList<String>();
    for (Symbol symbol : elf.symbols()) {
      boolean placed = !symbol.undefined() && symbol.section() < elf.sections().size();
      if (!placed || symbol.name().isEmpty() || layout.inInit(symbol.section())) {
        continue;
      }
      long offset = layout.offset(symbol.section());
      if (offset == MemoryLayout.NOWHERE || symbol.type() == Symbol.SECTION) {
        continue;
      }
      char type = type(elf.section(symbol.section()), symbol);
      char shown = exported.contains(symbol.name()) ? Character.toUpperCase(type) : type;
      all.add(Long.toHexString(offset + symbol.value()) + " " + shown + " " + symbol.name());
    }
    return Vector.ofAll(all);
  }

  /** The letter of a symbol. Source: kernel/module/kallsyms.c, elf_type. */
  static char type(Section section, Symbol symbol) {
    if (symbol.weak()) {
      return symbol.type() == Symbol.OBJECT ? 'v' : 'w';
    }
    if ((section.flags() & Section.EXEC) != 0) {
      return 't';
    }
    if (section.allocated() && section.type() != Section.NOBITS) {
      return (section.flags() & Section.WRITE) == 0 ? 'r' : 'd';
    }
    if (section.type() == Section.NOBITS) {
      return 'b';
    }
    return section.name().startsWith(".debug") ? 'n' : '?';
  }
}
