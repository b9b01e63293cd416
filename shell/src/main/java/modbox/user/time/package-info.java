/**
 * Dates as text: strftime, the date strings of GNU, time zones. Uses {@code user.text}; used by the
 * commands. No locks: pure functions.
 */
@NullMarked
package modbox.user.time;

import org.jspecify.annotations.NullMarked;
