/**
 * The interpreter: the shell's state, commands of every kind, redirections, traps, children. Uses
 * {@code sh.syntax} and {@code sh.expand}; built-ins come in through {@link Builtin}. An
 * interpreter belongs to one task; no locks.
 */
@NullMarked
package modbox.sh.exec;

import org.jspecify.annotations.NullMarked;
