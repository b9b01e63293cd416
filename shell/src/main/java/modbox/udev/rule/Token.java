package modbox.udev.rule;

/** A key, its operator and its value, as far as they can be worked out before any event. */
public sealed interface Token {
  Kind kind();

  Op op();

  /** The token as it was written, for explanations. */
  String source();

  /**
   * Compares a text with a pattern.
   *
   * @param attribute what stands in the braces of ENV and CONST, empty for others
   */
  record Match(Kind kind, Op op, String attribute, Pattern pattern, String source)
      implements Token {}

  /**
   * Compares an attribute of the device (or a sysctl) with a pattern.
   *
   * @param name the attribute's name, perhaps with substitutions
   * @param subsystem whether the name has the form {@code [SUBSYSTEM/KERNEL]ATTRIBUTE}
   * @param trims whether white space at the value's end is left out
   */
  record AttributeMatch(
      Kind kind,
      Op op,
      Template name,
      boolean subsystem,
      boolean trims,
      Pattern pattern,
      String source)
      implements Token {}

  /**
   * Tests for a file.
   *
   * @param mode mode bits of which one must be set; -1 if the file only has to exist
   */
  record Test(Kind kind, Op op, Template path, int mode, String source) implements Token {}

  /**
   * Runs a program, or imports properties from somewhere.
   *
   * @param argument command, path, property or pattern
   * @param builtin the builtin's name for {@link Kind#M_IMPORT_BUILTIN}, else empty
   */
  record Import(Kind kind, Op op, Template argument, String builtin, String source)
      implements Token {}

  /**
   * An option, or a user, group or mode that is known as a number.
   *
   * @param number the option's number, id or mode; log level -1 resets
   */
  record Set(Kind kind, Op op, int number, String source) implements Token {}

  /**
   * Assigns a text.
   *
   * @param name what stands in braces; for {@link Kind#A_RUN_BUILTIN} the builtin's name
   */
  record Assign(Kind kind, Op op, Template name, Template value, String source) implements Token {}
}
