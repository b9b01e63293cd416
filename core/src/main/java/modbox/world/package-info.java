/**
 * The machine's state: tables of immutable rows whose roots are persistent maps, and the event that
 * wrote each row. A snapshot is a handful of references, a fork shares all memory, undo is a swap
 * of roots. Uses nothing of modbox; used by the rest of core.
 *
 * <p>Locks: none of its own; the caller holds the baton. Snapshots are immutable and may be shared
 * freely.
 */
@NullMarked
package modbox.world;

import org.jspecify.annotations.NullMarked;
