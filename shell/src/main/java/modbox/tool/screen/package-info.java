/**
 * Programs that fill a terminal: less, more, watch, top, clear. They read keys and write escapes
 * through the guest's terminal, and without one print plainly. Uses {@code user} only. No locks: a
 * program belongs to one task.
 */
@NullMarked
package modbox.tool.screen;

import org.jspecify.annotations.NullMarked;
