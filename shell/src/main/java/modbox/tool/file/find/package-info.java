/**
 * The expressions of find: parser, tests, actions, walk. Uses {@code user} only; used by {@code
 * tool.file}. No locks: a run belongs to one task.
 */
@NullMarked
package modbox.tool.file.find;

import org.jspecify.annotations.NullMarked;
