/**
 * JavaScript on the machine: the command {@code js} and the module {@code modbox}. GraalJS stays in
 * this package. Uses {@code user} and the kernel's doors; used by {@code boot}. The engine is made
 * when a script first runs, never before.
 *
 * <p>Locks: a script runs in its task and holds the baton between its calls into the machine.
 */
@NullMarked
package modbox.js;

import org.jspecify.annotations.NullMarked;
