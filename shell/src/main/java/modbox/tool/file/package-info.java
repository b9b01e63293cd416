/**
 * Commands that work on files and directories, one class each. Uses {@code user} only. No locks: a
 * command runs in one task.
 */
@NullMarked
package modbox.tool.file;

import org.jspecify.annotations.NullMarked;
