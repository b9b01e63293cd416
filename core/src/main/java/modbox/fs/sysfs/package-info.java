/**
 * sysfs: the mechanism. What it shows is contributed by the subsystems. Uses {@code vfs}; used by
 * {@code kernel}. Locks: none; the caller holds the baton.
 */
@NullMarked
package modbox.fs.sysfs;

import org.jspecify.annotations.NullMarked;
