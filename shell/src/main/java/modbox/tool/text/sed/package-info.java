/**
 * The stream editor: script, parser, execution. Uses {@code user} only; used by {@code tool.text}.
 * No locks: a run belongs to one task.
 */
@NullMarked
package modbox.tool.text.sed;

import org.jspecify.annotations.NullMarked;
