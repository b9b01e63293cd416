/**
 * Archives and compression: tar, gzip and its relatives. Uses {@code user} only. No locks: a
 * command belongs to one task.
 */
@NullMarked
package modbox.tool.archive;

import org.jspecify.annotations.NullMarked;
