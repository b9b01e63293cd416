/**
 * The hardware database: source files to a trie, the trie to hwdb.bin in its real format, and
 * look-up in that. Uses {@code udev.device} and {@code udev.rule} (patterns). No locks: a database
 * is immutable.
 */
@NullMarked
package modbox.udev.hwdb;

import org.jspecify.annotations.NullMarked;
