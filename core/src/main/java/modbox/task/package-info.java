/**
 * Tasks: the scheduler with its one baton, clock and timers, credentials and signals, birth and
 * death. Uses {@code world} and {@code abi}; used by everything above.
 *
 * <p>Locks: the baton is the kernel lock. A task runs on a virtual thread of its own, or on the
 * host thread that entered, and only while it holds the baton; it is handed over by park and
 * unpark. All other state of this package is touched by the holder alone, but for the two queues
 * through which the host comes in.
 */
@NullMarked
package modbox.task;

import org.jspecify.annotations.NullMarked;
