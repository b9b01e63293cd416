package modbox.kernel;

/**
 * What statfs(2) tells of a file system.
 *
 * @param type magic number
 * @param blockSize bytes
 * @param blocks blocks in all, {@code free} and {@code available} likewise
 * @param files inodes in all
 */
public record StatFs(
    long type,
    long blockSize,
    long blocks,
    long free,
    long available,
    long files,
    long filesFree,
    int nameMax,
    long flags) {}
