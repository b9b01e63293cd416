package modbox.image;

/**
 * A symbol that the kernel, or a module of its tree, exports.
 *
 * @param owner {@link #KERNEL}, or the position of the exporting module in the tree's order
 * @param gpl exported to GPL-compatible modules only
 * @param namespace that importers must name, empty for none
 * @param crc 32 bits
 */
public record KernelSymbol(String name, int owner, boolean gpl, String namespace, long crc) {
  /** Owner of what the kernel itself exports. */
  public static final int KERNEL = -1;

  /** Owner of names that some module imports weakly and nobody exports. */
  static final int NOBODY = -2;
}
