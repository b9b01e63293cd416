package modbox.module;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.ModuleName;
import modbox.elf.Block;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.ModuleObject;
import modbox.elf.Section;
import modbox.image.MemoryLayout;
import modbox.image.ObjectFacts;
import modbox.log.Log;

/** Reads from an object what is loaded. Source: setup_load_info, kernel/module/main.c. */
final class ObjectReader {
  private final Log log;
  private final Settings settings;

  ObjectReader(Log log, Settings settings) {
    this.log = log;
    this.settings = settings;
  }

  /** ENOEXEC for an object without what every module has. */
  Candidate read(Elf elf) throws ErrnoException, ElfException {
    requireSymbols(elf);
    MemoryLayout layout = MemoryLayout.of(elf);
    ObjectFacts facts = named(ObjectFacts.of(ModuleObject.of(elf)), elf);
    return new Candidate(-1, facts, elf, layout.core(), layout.init());
  }

  private void requireSymbols(Elf elf) throws ErrnoException, ElfException {
    Block info =
        elf.section(".modinfo").filter(Section::allocated).isPresent()
            ? elf.read(".modinfo").orElseThrow()
            : new Block(new byte[0], false);
    String name = "(missing .modinfo section or name field)";
    for (String pair : info.strings()) {
      if (pair.startsWith("name=")) {
        name = pair.substring("name=".length());
        break;
      }
    }
    if (elf.sections().stream().noneMatch(s -> s.type() == Section.SYMTAB)) {
      log.warn(name + ": module has no symbols (stripped?)");
      throw Errno.ENOEXEC.on(name);
    }
    if (elf.section(".gnu.linkonce.this_module").filter(Section::allocated).isEmpty()) {
      if (settings.since612()) {
        log.err("module " + name + ": Only one .gnu.linkonce.this_module section must exist.");
      } else {
        log.warn(name + ": No module found in object");
      }
      throw Errno.ENOEXEC.on(name);
    }
  }

  /** A name that .modinfo does not give stands in the module structure. */
  private static ObjectFacts named(ObjectFacts facts, Elf elf) throws ElfException {
    if (facts.value("name").isPresent()) {
      return facts;
    }
    Block template = elf.read(".gnu.linkonce.this_module").orElseThrow();
    String name = template.length() < 80 ? "" : template.field(24, ModuleName.MAX_LENGTH);
    return facts.with("name=" + name);
  }
}
