package modbox.tool.file.find;

import modbox.abi.Stat;

/**
 * A file that find looks at.
 *
 * @param path as it is shown
 * @param start the operand below which it lies
 * @param depth 0 for the operand itself
 * @param stat the link itself or what it leads to, as the options say
 */
public record Entry(String path, String start, int depth, Stat stat) {
  /** The last part of the path. */
  public String name() {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    int slash = path.lastIndexOf('/', end - 1);
    return path.substring(slash == end - 1 ? slash : slash + 1, end);
  }

  /** All before the last part, {@code .} if there is nothing. */
  public String directory() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "" : path.substring(0, slash);
  }

  /** The path without the operand. */
  public String relative() {
    String rest = path.substring(Math.min(path.length(), start.length()));
    return rest.startsWith("/") ? rest.substring(1) : rest;
  }
}
