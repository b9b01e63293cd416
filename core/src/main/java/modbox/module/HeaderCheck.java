package modbox.module;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.elf.Block;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.Section;
import modbox.elf.Source;
import modbox.log.Log;

/**
 * The loader's look at the frame of an object, with its words for what is wrong. Source: Linux 6.1,
 * kernel/module/main.c, elf_validity_check.
 */
final class HeaderCheck {
  private static final int HEADER = 64;

  private final Log log;

  HeaderCheck(Log log) {
    this.log = log;
  }

  /** The object, if the loader would look further. */
  Elf check(Source source) throws ErrnoException {
    try {
      frame(source);
      return Elf.parseAs64(source);
    } catch (ElfException e) {
      throw refuse("Invalid ELF section name in module: " + e.getMessage());
    }
  }

  private void frame(Source source) throws ElfException, ErrnoException {
    if (source.size() < HEADER) {
      throw refuse("Invalid ELF header len " + source.size());
    }
    Block header = new Block(source.read(0, HEADER), false);
    if (header.u32(0) != 0x464c457f) {
      throw refuse("Invalid ELF header magic: != \u007fELF");
    }
    if (header.u16(16) != Elf.RELOCATABLE) {
      throw refuse("Invalid ELF header type: " + header.u16(16) + " != 1");
    }
    if (header.u16(18) != Elf.X86_64) {
      throw refuse("Invalid architecture in ELF header: " + header.u16(18));
    }
    if (header.u16(58) != HEADER) {
      throw refuse("Invalid ELF section header size");
    }
    long offset = header.u64(40);
    int count = header.u16(60);
    if (offset < 0 || offset >= source.size() || (long) count * HEADER > source.size() - offset) {
      throw refuse("Invalid ELF section header overflow");
    }
    int names = header.u16(62);
    if (names == 0 || names >= count) {
      throw refuse(
          "Invalid ELF section name index: %d || e_shstrndx (%d) >= e_shnum (%d)"
              .formatted(names, names, count));
    }
    sections(source, new Block(source.read(offset, count * HEADER), false), count, names);
  }

  private void sections(Source source, Block table, int count, int names)
      throws ElfException, ErrnoException {
    int at = names * HEADER;
    if (outside(source, table, at)) {
      throw refuse("Invalid ELF section hdr(type " + table.u32(at + 4) + ")");
    }
    long size = table.u64(at + 32);
    if (size == 0) {
      throw refuse("empty section name table");
    }
    if (source.read(table.u64(at + 24) + size - 1, 1)[0] != 0) {
      throw refuse("ELF Spec violation: section name table isn't null terminated");
    }
    if (table.u32(4) != 0 || table.u64(32) != 0 || table.u64(16) != 0) {
      throw refuse(
          "ELF Spec violation: section 0 type(%d)!=SH_NULL or non-zero len or addr"
              .formatted(table.u32(4)));
    }
    for (int i = 1; i < count; i++) {
      section(source, table, i, count, size);
    }
  }

  private void section(Source source, Block table, int index, int count, long names)
      throws ElfException, ErrnoException {
    int at = index * HEADER;
    int type = table.s32(at + 4);
    if (type == Section.NULL || type == Section.NOBITS) {
      return;
    }
    int link = table.s32(at + 40);
    if (type == Section.SYMTAB && (link == 0 || link < 0 || link >= count)) {
      throw refuse(
          "Invalid ELF sh_link!=SHN_UNDEF(%d) or (sh_link(%d) >= hdr->e_shnum(%d)"
              .formatted(link, link, count));
    }
    if (outside(source, table, at)) {
      throw refuse(
          "Invalid ELF section in module (section "
              + index
              + " type "
              + (type & 0xffffffffL)
              + ")");
    }
    if ((table.u64(at + 8) & Section.ALLOC) != 0 && table.u32(at) >= names) {
      throw refuse(
          "Invalid ELF section name in module (section %d type %d)".formatted(index, type));
    }
  }

  private static boolean outside(Source source, Block table, int at) throws ElfException {
    long offset = table.u64(at + 24);
    long size = table.u64(at + 32);
    return offset < 0 || size < 0 || size > source.size() || offset > source.size() - size;
  }

  private ErrnoException refuse(String why) {
    log.err(why);
    return Errno.ENOEXEC.on("module");
  }
}
