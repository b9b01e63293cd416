/**
 * The daemon: takes events from the kernel, sends them through the rules, and brings nodes, links
 * and records into line with what the rules decided. Uses {@code udev.device}, {@code udev.rule},
 * {@code udev.builtin} and {@code udev.hwdb}. Its tasks share the rules, which are immutable;
 * everything else belongs to one task.
 */
@NullMarked
package modbox.udev.daemon;

import org.jspecify.annotations.NullMarked;
