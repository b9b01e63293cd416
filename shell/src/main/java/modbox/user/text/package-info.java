/**
 * Text as C programs treat it: printf, escapes, patterns, character classes, sizes. Uses {@code
 * user}; used by the commands and the shell. No locks: pure functions.
 */
@NullMarked
package modbox.user.text;

import org.jspecify.annotations.NullMarked;
