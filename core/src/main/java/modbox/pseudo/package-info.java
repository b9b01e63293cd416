/**
 * How a file of /proc or /sys is declared: a tree written as a literal, directories computed on
 * look-up, files whose text is a function of the machine's tables. Nothing here is state. Uses
 * {@code abi}; used by {@code vfs}, the subsystems that show themselves in files, and {@code fs}.
 *
 * <p>Locks: none; the caller holds the baton.
 */
@NullMarked
package modbox.pseudo;

import org.jspecify.annotations.NullMarked;
