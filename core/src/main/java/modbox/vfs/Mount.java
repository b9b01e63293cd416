package modbox.vfs;

/**
 * A row of {@link Vfs#MOUNTS}.
 *
 * @param id in order of mounting
 * @param parent the mount it lies in; itself for the root, 0 once it is detached
 * @param point the node it covers
 * @param place the whole place that it covers, for paths
 * @param fs the file system
 * @param root the node of the file system that shows at the point
 * @param flags MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_NOATIME, MS_RELATIME
 * @param source as /proc/mounts shows it
 */
public record Mount(
    int id,
    int parent,
    NodeRef point,
    Place place,
    int fs,
    NodeRef root,
    long flags,
    String source) {
  public static final long RDONLY = 1;
  public static final long NOSUID = 2;
  public static final long NODEV = 4;
  public static final long NOEXEC = 8;
  public static final long REMOUNT = 32;
  public static final long NOATIME = 1024;
  public static final long BIND = 4096;
  public static final long MOVE = 8192;
  public static final long REC = 16384;
  public static final long RELATIME = 1 << 21;

  boolean has(long flag) {
    return (flags & flag) != 0;
  }
}
