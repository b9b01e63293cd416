/**
 * The kernel's log: a ring of records, read by syslog(2) and /dev/kmsg. Uses {@code world}, {@code
 * abi} and {@code task}.
 *
 * <p>Locks: none of its own; the caller holds the baton.
 */
@NullMarked
package modbox.log;

import org.jspecify.annotations.NullMarked;
