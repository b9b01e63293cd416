package modbox.elf;

/**
 * A parameter of a module as its object declares it.
 *
 * @param type as in {@code parmtype}: {@code int}, {@code charp}, {@code array of T}, …; empty if
 *     the object does not say
 * @param mode permission bits of the file in sysfs, 0 for none
 * @param flags {@link #UNSAFE}, {@link #HARDWARE}
 * @param most elements of an array, or bytes of a string's buffer with its NUL; else 0
 * @param counted whether an array keeps the number of its elements
 * @param initial value before any is given, as text: numbers in decimal, elements divided by
 *     commas; {@code (null)} for a charp without one; empty if the object does not tell
 */
public record ModuleParam(
    String name, String type, int mode, int flags, int most, boolean counted, String initial) {
  /** Setting it taints the kernel. */
  public static final int UNSAFE = 1;

  /** It describes hardware: refused when the kernel is locked down. */
  public static final int HARDWARE = 2;
}
