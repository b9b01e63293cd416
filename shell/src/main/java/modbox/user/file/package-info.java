/**
 * Files as commands see them: paths, modes, owners, directories. Uses {@code user} and the system
 * calls; used by the commands. No locks: one task works at a time.
 */
@NullMarked
package modbox.user.file;

import org.jspecify.annotations.NullMarked;
