package modbox.abi;

/**
 * A module's name. The loader and kmod treat dash and underscore alike; it is folded here, once.
 */
public record ModuleName(String value) implements Comparable<ModuleName> {
  /**
   * Longest name the kernel takes, in bytes. Source: MODULE_NAME_LEN, include/linux/moduleparam.h.
   */
  public static final int MAX_LENGTH = 55;

  public ModuleName {
    value = value.replace('-', '_');
  }

  @Override
  public int compareTo(ModuleName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
