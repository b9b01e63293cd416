/**
 * Conditions on files, strings and numbers: test, [ and the shell's [[. Uses {@code user} and the
 * system calls. No locks: one task evaluates one expression.
 */
@NullMarked
package modbox.user.condition;

import org.jspecify.annotations.NullMarked;
