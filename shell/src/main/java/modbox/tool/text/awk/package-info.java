/**
 * The awk language as mawk 1.3.4 has it: lexer, parser, a tree of nodes that evaluate themselves,
 * records, fields and streams. Uses {@code user} only; used by {@code tool.text}. No locks: a run
 * belongs to one task.
 */
@NullMarked
package modbox.tool.text.awk;

import org.jspecify.annotations.NullMarked;
