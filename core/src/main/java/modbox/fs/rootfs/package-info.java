/**
 * The files that every machine starts with: the tree in the resources beside {@code root.list}, as
 * a lower layer. Uses {@code vfs}; used by {@code kernel}. Locks: none; the caller holds the baton.
 */
@NullMarked
package modbox.fs.rootfs;

import org.jspecify.annotations.NullMarked;
