/**
 * udev's builtins, one class each, under the names and with the properties of systemd 252. Uses
 * {@code udev.device}, {@code udev.rule} and {@code udev.hwdb}; what acts on the kernel goes
 * through {@link modbox.udev.builtin.Kernel}. No locks: builtins keep no state.
 */
@NullMarked
package modbox.udev.builtin;

import org.jspecify.annotations.NullMarked;
