package modbox.elf;

/**
 * A symbol and the checksum of its type.
 *
 * @param crc 32 bits; 0 if there is none
 * @param weak whether the symbol may be missing
 */
public record Modversion(String name, long crc, boolean weak) {}
