package modbox.vfs;

/**
 * A type of file system that a module has registered: a row of {@link Vfs#TYPES}, by its order.
 *
 * @param module that brought it
 */
public record FsTypeRow(long order, String name, boolean needsDevice, String module) {}
