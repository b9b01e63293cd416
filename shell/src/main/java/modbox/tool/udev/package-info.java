/**
 * udev's commands and those that stand for hands at the hardware: udevadm with a class for each
 * verb, systemd-udevd, systemd-hwdb, plug, unplug, umockdev-add, umockdev-remove. Uses {@code user}
 * and {@code udev.*}. No locks: commands keep no state.
 */
@NullMarked
package modbox.tool.udev;

import org.jspecify.annotations.NullMarked;
