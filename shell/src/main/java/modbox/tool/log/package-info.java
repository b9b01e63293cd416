/**
 * Readers of the kernel's log: dmesg. Uses {@code user} and the kernel's doors.
 *
 * <p>Locks: none; a tool runs in its task.
 */
@NullMarked
package modbox.tool.log;

import org.jspecify.annotations.NullMarked;
