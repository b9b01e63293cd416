/**
 * A directory of the host as a lower layer: read, never written. What was seen of a file once must
 * stay so; a change is reported. Uses {@code vfs}; used by {@code kernel}.
 *
 * <p>Locks: none; the caller holds the baton, also while the host reads its disk.
 */
@NullMarked
package modbox.fs.hostfs;

import org.jspecify.annotations.NullMarked;
