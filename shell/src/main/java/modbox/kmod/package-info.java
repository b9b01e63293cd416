/**
 * What libkmod is to the module tools: modprobe.d and depmod.d, the indexes of a module tree, the
 * look-up of modules by name and alias, the order in which they are loaded, and what depmod
 * computes. It reads through {@link modbox.kmod.KmodFiles}, so it runs over system calls and, in
 * tests, over a directory of the host. Uses {@code user} and core's {@code abi}, {@code elf},
 * {@code image.index} and {@code kernel}; one object serves one process, no locks.
 */
@NullMarked
package modbox.kmod;

import org.jspecify.annotations.NullMarked;
