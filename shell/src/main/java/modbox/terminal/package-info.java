/**
 * The host's terminal: its signals, the line editor, completion, colours. JLine stays in this
 * package. Uses every package of userland but {@code boot}, which uses it.
 *
 * <p>Locks: the editor and the pumps between host terminal and pty run on host threads and never
 * hold the baton.
 */
@NullMarked
package modbox.terminal;

import org.jspecify.annotations.NullMarked;
