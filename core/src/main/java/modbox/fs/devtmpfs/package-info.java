/**
 * /dev: nodes made by the kernel for its devices, and the memory devices behind some of them. Uses
 * {@code vfs}; used by {@code kernel}. Locks: none; the caller holds the baton.
 */
@NullMarked
package modbox.fs.devtmpfs;

import org.jspecify.annotations.NullMarked;
