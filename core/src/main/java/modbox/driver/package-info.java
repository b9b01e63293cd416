/**
 * What a module's code sees of the kernel, and what the kernel sees of it. Uses {@code abi}; used
 * by {@code module}, {@code kernel} and, from outside, by modules written in other languages.
 *
 * <p>Locks: none; the caller holds the baton.
 */
@NullMarked
package modbox.driver;

import org.jspecify.annotations.NullMarked;
