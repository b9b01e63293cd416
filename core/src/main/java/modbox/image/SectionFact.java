package modbox.image;

import modbox.elf.Section;

/**
 * A section whose content nobody looks at: code, data, tables for fix-ups.
 *
 * @param size bytes
 */
record SectionFact(String name, int type, int flags, int align, int size) {
  static SectionFact of(Section section) {
    return new SectionFact(
        section.name(),
        section.type(),
        (int) section.flags(),
        (int) Math.max(1, section.align()),
        (int) section.size());
  }
}
