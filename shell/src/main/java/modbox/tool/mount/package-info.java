/**
 * mount and umount, with the messages of util-linux. Uses {@code user} and core's {@code abi} and
 * {@code kernel}. Stateless, no locks.
 */
@NullMarked
package modbox.tool.mount;

import org.jspecify.annotations.NullMarked;
