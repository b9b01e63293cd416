package modbox.device;

import io.vavr.collection.SortedMap;

/**
 * A directory below /sys/devices, a device's or a plain one.
 *
 * @param keep whether it stays when it is empty
 * @param names what is in it; the value is always true
 */
public record Dir(boolean keep, SortedMap<String, Boolean> names) {}
