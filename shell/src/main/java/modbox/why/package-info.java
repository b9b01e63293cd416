/**
 * Readings of recorded decisions and of the back panel: why a module is loaded, why a node is
 * there, what wrote what. Uses {@code user} and the kernel's doors, {@link modbox.kernel.Monitor}
 * among them; used by {@code boot}.
 *
 * <p>Locks: none of its own.
 */
@NullMarked
package modbox.why;

import org.jspecify.annotations.NullMarked;
