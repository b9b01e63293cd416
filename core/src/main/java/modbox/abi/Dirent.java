package modbox.abi;

/**
 * An entry of a directory, "." and ".." included.
 *
 * @param type type bits as in {@link Mode#FMT}
 */
public record Dirent(String name, long ino, int type) {}
