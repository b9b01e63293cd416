package modbox.vfs;

/**
 * A node and how it was reached: what Linux calls a path (mount and dentry).
 *
 * @param dir the directory it was found in; the node itself for the root of a mount
 * @param name its name there; empty for the root of a mount
 */
public record Place(int mount, NodeRef node, NodeRef dir, String name) {
  /** The root of a mount. */
  public static Place root(int mount, NodeRef node) {
    return new Place(mount, node, node, "");
  }

  /** Whether both are the same node under the same mount. */
  public boolean same(Place other) {
    return mount == other.mount && node.equals(other.node);
  }
}
