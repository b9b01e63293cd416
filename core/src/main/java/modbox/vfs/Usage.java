package modbox.vfs;

/** What a stored file system holds: pages and inodes. */
public record Usage(long pages, long inodes) {
  static final Usage NONE = new Usage(0, 0);
}
