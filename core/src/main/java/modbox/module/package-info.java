/**
 * Loads, links and unloads modules: the loader's checks in the kernel's order, symbols, parameters,
 * taint, signatures and lockdown, and what /proc and /sys show of all that. Uses {@code world},
 * {@code abi}, {@code elf}, {@code image}, {@code driver}, {@code task}, {@code log}, {@code
 * pseudo}, {@code vfs}, {@code device}; used by {@code kernel}.
 *
 * <p>Locks: none of its own; the caller holds the baton. A load gives it away while it waits for
 * another load of the same name, and inside of the module's init function.
 */
@NullMarked
package modbox.module;

import org.jspecify.annotations.NullMarked;
