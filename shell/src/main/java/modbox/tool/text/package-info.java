/**
 * Commands that read and write text, one class each. Uses {@code user} only. No locks: a command
 * runs in one task.
 */
@NullMarked
package modbox.tool.text;

import org.jspecify.annotations.NullMarked;
