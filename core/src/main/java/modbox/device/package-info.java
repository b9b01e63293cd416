/**
 * Buses, devices, drivers, classes and uevents: the driver core. A description in umockdev's format
 * says how a piece of hardware looks when everything is bound; its nodes appear and go as drivers
 * bind and unbind here. Uses {@code world}, {@code abi} and {@code pseudo}; what it needs from the
 * rest of the kernel (log, device nodes, waking) comes through {@link modbox.device.Surroundings}.
 *
 * <p>Locks: none of its own; the caller holds the baton.
 */
@NullMarked
package modbox.device;

import org.jspecify.annotations.NullMarked;
