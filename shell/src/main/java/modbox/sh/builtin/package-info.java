/**
 * The built-in commands, by kin. Uses {@code sh.exec} and what it uses, and the evaluators of
 * {@code user} for test, echo and printf. Stateless; no locks.
 */
@NullMarked
package modbox.sh.builtin;

import org.jspecify.annotations.NullMarked;
