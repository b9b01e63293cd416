/**
 * What a userland program is made of: its process, its options, its exit status. Uses {@code core}
 * only; used by every command. No locks: a program runs in one task.
 */
@NullMarked
package modbox.user;

import org.jspecify.annotations.NullMarked;
