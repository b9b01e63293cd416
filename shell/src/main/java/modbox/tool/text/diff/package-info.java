/**
 * Differences between texts: which lines changed, and the formats in which diff prints it and patch
 * reads it. Uses {@code user} only; used by {@code tool.text}. No locks: a run belongs to one task.
 */
@NullMarked
package modbox.tool.text.diff;

import org.jspecify.annotations.NullMarked;
