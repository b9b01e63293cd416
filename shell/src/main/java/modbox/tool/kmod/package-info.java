/**
 * The module tools: modprobe, insmod, rmmod, lsmod, modinfo, depmod and kmod itself, with the
 * messages and exit statuses of the kmod release that a {@link modbox.kmod.Flavour} names, and
 * dmesg. Uses {@code user}, {@code kmod} and core's {@code abi}, {@code elf} and {@code kernel}.
 * Stateless, no locks.
 */
@NullMarked
package modbox.tool.kmod;

import org.jspecify.annotations.NullMarked;
