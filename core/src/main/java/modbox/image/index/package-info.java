/**
 * The indexes of a module tree: the dependency graph computed from what objects export and need,
 * the text files and the binary tries that depmod writes, and the reader of those tries. Used by
 * the image, which ships a tree with its indexes, and by depmod and modprobe in user space, so that
 * the formats exist once. Uses {@code abi}; pure functions and values, no locks.
 */
@NullMarked
package modbox.image.index;

import org.jspecify.annotations.NullMarked;
