/**
 * Word expansion: tilde, parameters, arithmetic, command substitution, field splitting, pathname
 * expansion, quote removal, and pattern matching. Uses {@code sh.syntax}; everything else it needs
 * comes through {@link Scope}. An expander belongs to one interpreter; no locks.
 */
@NullMarked
package modbox.sh.expand;

import org.jspecify.annotations.NullMarked;
