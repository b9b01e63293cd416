package modbox.elf;

/**
 * A symbol that an object offers to modules.
 *
 * @param gpl offered to GPL-compatible modules only
 * @param namespace that an importer must name, empty for none
 * @param crc 32 bits
 * @param versioned whether there is a checksum at all
 */
public record Export(String name, boolean gpl, String namespace, long crc, boolean versioned) {}
