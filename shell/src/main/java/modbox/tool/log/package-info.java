/**
 * Tools that show the kernel's log: dmesg. Uses {@code user} and core's {@code abi} and {@code
 * kernel}. Stateless, no locks.
 */
@NullMarked
package modbox.tool.log;

import org.jspecify.annotations.NullMarked;
