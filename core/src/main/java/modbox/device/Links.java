package modbox.device;

/** Texts of symbolic links in sysfs. */
final class Links {
  private Links() {}

  /**
   * The text of a link in directory {@code from} that leads to {@code to}: up to the directory that
   * holds the target or one above it, then down. Source: kernfs_get_target_path().
   *
   * @param from path below /sys, with a leading slash
   */
  static String relative(String from, String to) {
    var text = new StringBuilder();
    String base = from;
    while (!base.isEmpty() && !holds(base, to)) {
      text.append("../");
      base = base.substring(0, base.lastIndexOf('/'));
    }
    return text.append(to, base.length() + 1, to.length()).toString();
  }

  private static boolean holds(String base, String path) {
    return path.length() > base.length()
        && path.startsWith(base)
        && path.charAt(base.length()) == '/';
  }
}
