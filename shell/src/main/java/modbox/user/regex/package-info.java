/**
 * POSIX regular expressions, basic and extended, with GNU's additions, over bytes in the C locale:
 * leftmost, then longest. RE2/J does the work; patterns that it cannot express (back-references,
 * some word anchors) go to a backtracking matcher with a step budget. Uses {@code user.text}; used
 * by grep, sed, find, expr, the shell and others. No locks: a compiled expression is immutable.
 */
@NullMarked
package modbox.user.regex;

import org.jspecify.annotations.NullMarked;
