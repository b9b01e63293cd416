/**
 * Files: inodes, mounts, path walk, open files, pipes. Behaviour of a file system is found by the
 * name of its type; inodes of every stored file system are rows of one store. Uses {@code world},
 * {@code abi}, {@code pseudo}; used by {@code device}, {@code module}, {@code fs}, {@code kernel}.
 *
 * <p>Locks: none; the caller holds the baton. A read or write of a pipe or device may give it away:
 * rows read before are stale afterwards.
 */
@NullMarked
package modbox.vfs;

import org.jspecify.annotations.NullMarked;
