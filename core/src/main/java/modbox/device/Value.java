package modbox.device;

/**
 * The content of a sysfs attribute.
 *
 * @param bytes a byte string; a text value usually ends in a newline
 * @param binary whether the file has no text form (descriptors, config, edid)
 */
public record Value(String bytes, boolean binary) {
  /** A text value. */
  public static Value text(String bytes) {
    return new Value(bytes, false);
  }

  /** The text without its last newline. */
  public String line() {
    return bytes.endsWith("\n") ? bytes.substring(0, bytes.length() - 1) : bytes;
  }
}
