package modbox.image;

import java.util.ArrayList;
import java.util.List;
import modbox.elf.Export;
import modbox.elf.Import;
import modbox.elf.ModuleParam;
import modbox.elf.Registration;

/** A module in a catalogue: its facts and the sections whose content does not matter. */
record Row(ObjectFacts facts, List<SectionFact> sections) {
  private static final int GPL = 1;
  private static final int VERSIONED = 2;

  /** Writes the row; symbols are written as places in the table. */
  void pack(Pack out, SymbolTable symbols, List<String> names) {
    out.number(facts.modinfo().size());
    facts.modinfo().forEach(out::string);
    out.number((facts.init() ? 1 : 0) | (facts.exit() ? 2 : 0) | (facts.versioned() ? 4 : 0));
    out.number(facts.imports().size());
    int before = 0;
    for (Import wanted : facts.imports()) {
      int index = symbols.index(wanted.name());
      boolean plain = !wanted.weak() && wanted.crc() != Import.NONE;
      if (plain && index >= before) {
        out.number((long) (index - before) << 1);
      } else {
        int bits = (wanted.weak() ? 1 : 0) | (wanted.crc() == Import.NONE ? 2 : 0);
        out.number(((long) bits << 1) | 1).number(index);
      }
      before = index;
    }
    out.number(facts.exports().size());
    for (Export export : facts.exports()) {
      out.number(symbols.index(export.name()));
      out.number((export.gpl() ? GPL : 0) | (export.versioned() ? VERSIONED : 0));
      out.string(export.namespace()).word(export.crc());
    }
    pack(out, facts.params());
    out.number(facts.registrations().size());
    for (Registration r : facts.registrations()) {
      out.string(r.function()).string(r.name());
    }
    out.number(sections.size());
    for (SectionFact s : sections) {
      out.number(names.indexOf(s.name())).number(s.type()).number(s.flags());
      out.number(s.align()).number(s.size());
    }
  }

  /** Reads what {@link #pack} wrote. */
  static Row unpack(Unpack in, SymbolTable symbols, List<String> names) {
    var modinfo = new ArrayList<String>();
    for (int i = in.number(); i > 0; i--) {
      modinfo.add(in.string());
    }
    int bits = in.number();
    List<Import> imports = imports(in, symbols);
    var exports = new ArrayList<Export>();
    for (int i = in.number(); i > 0; i--) {
      String name = symbols.name(in.number());
      int flags = in.number();
      exports.add(
          new Export(name, (flags & GPL) != 0, in.string(), in.word(), (flags & VERSIONED) != 0));
    }
    List<ModuleParam> params = params(in);
    var registrations = new ArrayList<Registration>();
    for (int i = in.number(); i > 0; i--) {
      registrations.add(new Registration(in.string(), in.string()));
    }
    var sections = new ArrayList<SectionFact>();
    for (int i = in.number(); i > 0; i--) {
      sections.add(
          new SectionFact(
              names.get(in.number()), in.number(), in.number(), in.number(), in.number()));
    }
    KernelSymbol layout = symbols.find("module_layout");
    var facts =
        new ObjectFacts(
            modinfo,
            (bits & 4) != 0,
            layout == null || (bits & 4) == 0 ? Import.NONE : layout.crc(),
            imports,
            exports,
            params,
            registrations,
            (bits & 1) != 0,
            (bits & 2) != 0);
    return new Row(facts, sections);
  }

  static void pack(Pack out, List<ModuleParam> params) {
    out.number(params.size());
    for (ModuleParam p : params) {
      out.string(p.name()).string(p.type()).number(p.mode()).number(p.flags());
      out.number(p.most()).number(p.counted() ? 1 : 0).string(p.initial());
    }
  }

  static List<ModuleParam> params(Unpack in) {
    var params = new ArrayList<ModuleParam>();
    for (int i = in.number(); i > 0; i--) {
      String name = in.string();
      String type = in.string();
      int mode = in.number();
      int flags = in.number();
      int most = in.number();
      boolean counted = in.number() != 0;
      params.add(new ModuleParam(name, type, mode, flags, most, counted, in.string()));
    }
    return params;
  }

  private static List<Import> imports(Unpack in, SymbolTable symbols) {
    var imports = new ArrayList<Import>();
    int index = 0;
    for (int i = in.number(); i > 0; i--) {
      int coded = in.number();
      int bits = (coded & 1) == 0 ? 0 : coded >> 1;
      index = (coded & 1) == 0 ? index + (coded >> 1) : in.number();
      String name = symbols.name(index);
      KernelSymbol symbol = (bits & 2) != 0 ? null : symbols.find(name);
      imports.add(new Import(name, (bits & 1) != 0, symbol == null ? Import.NONE : symbol.crc()));
    }
    return imports;
  }
}
