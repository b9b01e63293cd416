/**
 * The machine's files as a {@link java.nio.file.FileSystem}, for libraries that know only that:
 * archives, pagers, editors. Paths are byte strings, one char per byte. Uses {@code user} and the
 * system calls. No locks: every call is made by the task that the process belongs to.
 */
@NullMarked
package modbox.user.nio;

import org.jspecify.annotations.NullMarked;
