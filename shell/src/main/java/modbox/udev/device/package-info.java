/**
 * Devices as udev sees them: directories of /sys, their attributes and properties, and the records
 * under /run/udev/data. Uses {@code abi} and {@code kernel} only, through the narrow port {@link
 * modbox.udev.device.Files}. No locks: an object belongs to one task.
 */
@NullMarked
package modbox.udev.device;

import org.jspecify.annotations.NullMarked;
