package modbox.device;

import io.vavr.collection.SortedMap;

/**
 * Who waits for a device that is not described with them.
 *
 * @param plugs ids of the plugged descriptions; the value is always true
 */
public record Anchor(SortedMap<Long, Boolean> plugs) {}
