/**
 * Help for people who learn: {@code help}. Uses {@code user}; used by {@code boot}.
 *
 * <p>Locks: none of its own.
 */
@NullMarked
package modbox.learn;

import org.jspecify.annotations.NullMarked;
