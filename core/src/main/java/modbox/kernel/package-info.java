/**
 * The doors of the machine: {@link modbox.kernel.Machine} boots it, {@link modbox.kernel.Syscalls}
 * is the only way in for userland, {@link modbox.kernel.Monitor} is the back panel. Uses every
 * other package of core.
 *
 * <p>Locks: the scheduler's baton is the kernel lock. Every call of Syscalls is made by the task
 * that holds it.
 */
@NullMarked
package modbox.kernel;

import org.jspecify.annotations.NullMarked;
