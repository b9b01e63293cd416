package modbox.elf;

/**
 * A symbol that an object needs from elsewhere.
 *
 * @param weak whether it may be missing
 * @param crc checksum that {@code __versions} gives for it, {@link #NONE} if it gives none
 */
public record Import(String name, boolean weak, long crc) {
  /** No checksum. */
  public static final long NONE = -1;
}
