package modbox.device;

import io.vavr.collection.Vector;

/**
 * Something a work queue does later: the rest of a probe that the kernel does not wait for.
 *
 * @param due nanoseconds since boot
 * @param plug the description
 * @param gate devpath of the device behind whose driver the nodes are; it must still be bound then
 * @param nodes indexes of the devices that appear
 */
public record Work(long due, long plug, String gate, Vector<Integer> nodes) {}
