package modbox.module;

/**
 * A symbol that a loaded module exports, if its object did not come from the catalogue.
 *
 * @param crc 32 bits
 * @param versioned whether there is a checksum at all
 */
record Exported(String module, boolean gpl, String namespace, long crc, boolean versioned) {}
