/**
 * File systems in memory: tmpfs and the root. Options and limits only; the inodes are rows of
 * {@code vfs}. Uses {@code vfs}; used by {@code kernel}. Locks: none; the caller holds the baton.
 */
@NullMarked
package modbox.fs.tmpfs;

import org.jspecify.annotations.NullMarked;
