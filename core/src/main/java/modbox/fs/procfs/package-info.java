/**
 * procfs: tasks, system descriptions and /proc/sys as views of the machine's tables. Uses {@code
 * vfs}, {@code task}, {@code log}; used by {@code kernel}. Locks: none; the caller holds the baton.
 */
@NullMarked
package modbox.fs.procfs;

import org.jspecify.annotations.NullMarked;
