package modbox.abi;

import java.util.List;

/**
 * Who a task is. Sets of capabilities are bit sets by {@link Capability#bit()}. Source:
 * credentials(7).
 */
public record Credentials(
    int uid,
    int euid,
    int suid,
    int fsuid,
    int gid,
    int egid,
    int sgid,
    int fsgid,
    List<Integer> groups,
    long inheritable,
    long permitted,
    long effective,
    long bounding,
    long ambient) {
  public Credentials {
    groups = List.copyOf(groups);
  }

  private static final Credentials ROOT =
      new Credentials(
          0, 0, 0, 0, 0, 0, 0, 0, List.of(), 0, Capability.ALL, Capability.ALL, Capability.ALL, 0);

  /** Root with every capability. */
  public static Credentials root() {
    return ROOT;
  }

  /** Whether the capability is effective. */
  public boolean has(Capability capability) {
    return (effective & capability.bit()) != 0;
  }

  /** Whether the group is the file system group or a supplementary one. */
  public boolean inGroup(int id) {
    return id == fsgid || groups.contains(id);
  }
}
