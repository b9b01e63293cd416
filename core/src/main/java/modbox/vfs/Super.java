package modbox.vfs;

/**
 * A file system that is mounted somewhere: a row of {@link Vfs#SUPERS}.
 *
 * @param type name of its type, for instance {@code tmpfs}
 * @param source what was given as device
 * @param options as /proc/mounts shows them after the mount's own flags, for instance {@code
 *     size=1024k}; empty if none
 * @param dev device number that stat(2) shows
 * @param root its root
 * @param blocks limit in pages, 0 for none
 * @param inodes limit of inodes, 0 for none
 */
public record Super(
    int id,
    String type,
    String source,
    String options,
    long dev,
    NodeRef root,
    long blocks,
    long inodes,
    boolean readOnly) {}
