/**
 * The shell language as text and tree: lexer, parser, syntax tree with positions, printer. Uses no
 * other package. Values are immutable except while a parser builds them; no locks.
 */
@NullMarked
package modbox.sh.syntax;

import org.jspecify.annotations.NullMarked;
