package modbox.abi;

/**
 * A recorded step with the event inside which it was made.
 *
 * @param serial position in the order of all steps
 * @param event the event that asked
 * @param time nanoseconds since boot
 */
public record Decision(long serial, long event, long time, Step step) {}
