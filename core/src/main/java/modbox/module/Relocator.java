package modbox.module;

import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.elf.Block;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.Relocation;
import modbox.elf.Section;
import modbox.elf.Symbol;
import modbox.image.MemoryLayout;
import modbox.log.Log;

/**
 * Works out what the relocations of an object would write, and refuses those that cannot be done.
 * Source: Linux 6.1, arch/x86/kernel/module.c.
 */
final class Relocator {
  /** Where the kernel's own symbols lie. */
  private static final long KERNEL = 0xffffffff81000000L;

  private final Log log;
  private final String name;
  private final Elf elf;
  private final MemoryLayout layout;
  private final long core;
  private final long init;

  /** {@code core} and {@code init} are the addresses of the two areas. */
  Relocator(Log log, String name, Elf elf, MemoryLayout layout, long core, long init) {
    this.log = log;
    this.name = name;
    this.elf = elf;
    this.layout = layout;
    this.core = core;
    this.init = init;
  }

  /** ENOEXEC for a relocation that cannot be done. */
  void apply() throws ErrnoException, ElfException {
    for (Symbol symbol : elf.symbols()) {
      if (symbol.section() == Symbol.COMMON && !symbol.name().startsWith("__gnu_lto")) {
        throw refuse(4, name + ": please compile with -fno-common");
      }
    }
    for (Section section : elf.sections()) {
      int target = section.info();
      boolean loaded =
          target > 0 && target < elf.sections().size() && elf.section(target).allocated();
      if (section.type() == Section.REL && loaded) {
        throw refuse(3, "module " + name + ": REL relocation unsupported");
      }
      if (section.type() == Section.RELA && loaded) {
        apply(elf.section(target), elf.relocations(section));
      }
    }
  }

  private void apply(Section target, List<Relocation> relocations)
      throws ErrnoException, ElfException {
    Block content = elf.read(target);
    List<Symbol> symbols = elf.symbols();
    for (Relocation r : relocations) {
      if (r.symbol() < 0 || r.symbol() >= symbols.size()) {
        throw refuse(
            3, name + ": relocation against symbol " + r.symbol() + " of " + symbols.size());
      }
      int width =
          switch (r.type()) {
            case Relocation.X86_64_NONE -> 0;
            case Relocation.X86_64_64, Relocation.X86_64_PC64 -> 8;
            case Relocation.X86_64_32,
                Relocation.X86_64_32S,
                Relocation.X86_64_PC32,
                Relocation.X86_64_PLT32 ->
                4;
            default -> throw refuse(3, name + ": Unknown rela relocation: " + r.type());
          };
      if (width == 0 || target.type() == Section.NOBITS) {
        continue;
      }
      if (r.offset() < 0 || r.offset() > content.length() - width) {
        throw refuse(3, name + ": relocation outside of section " + target.name());
      }
      long value = address(symbols.get(r.symbol())) + r.addend();
      long place = base(target.index()) + r.offset();
      int at = (int) r.offset();
      long existing = width == 8 ? content.u64(at) : content.u32(at);
      if (existing != 0) {
        throw refuse(
            3,
            "x86/modules: Skipping invalid relocation target, existing value is nonzero for type"
                + " %d, loc %016x, val %x".formatted(r.type(), place, value));
      }
      overflow(r.type(), value, place);
    }
  }

  private void overflow(int type, long value, long place) throws ErrnoException {
    boolean fits =
        switch (type) {
          case Relocation.X86_64_32 -> value >>> 32 == 0;
          case Relocation.X86_64_32S -> value == (int) value;
          case Relocation.X86_64_PC32, Relocation.X86_64_PLT32 ->
              value - place == (int) (value - place);
          default -> true;
        };
    if (!fits) {
      log.err("overflow in relocation type %d val %x".formatted(type, value));
      throw refuse(3, "`" + name + "' likely not compiled with -mcmodel=kernel");
    }
  }

  private long address(Symbol symbol) {
    if (symbol.undefined()) {
      return symbol.weak() ? KERNEL : KERNEL + (symbol.name().hashCode() & 0xffffff0L);
    }
    return symbol.section() < elf.sections().size()
        ? base(symbol.section()) + symbol.value()
        : symbol.value();
  }

  private long base(int section) {
    long offset = Math.max(0, layout.offset(section));
    return (layout.inInit(section) ? init : core) + offset;
  }

  private ErrnoException refuse(int level, String why) {
    log.printk(level, why);
    return Errno.ENOEXEC.on(name);
  }
}
