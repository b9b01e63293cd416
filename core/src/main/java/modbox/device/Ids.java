package modbox.device;

import io.vavr.collection.SortedMap;

/**
 * Numbers of one kind (disk letters, event devices, …), the lowest free one first.
 *
 * @param next all numbers from here on are free
 * @param free free numbers below; the value is always true
 */
public record Ids(int next, SortedMap<Integer, Boolean> free) {}
