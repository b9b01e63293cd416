/**
 * Terminals: ptys, the line discipline, job control of foreground groups. Uses {@code world},
 * {@code abi} and {@code task}.
 *
 * <p>Locks: none of its own; the caller holds the baton. {@link modbox.tty.HostTerminal} is the one
 * object here that a host thread may use.
 */
@NullMarked
package modbox.tty;

import org.jspecify.annotations.NullMarked;
