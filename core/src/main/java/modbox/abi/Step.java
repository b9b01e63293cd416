package modbox.abi;

/**
 * One step of a decision: what was looked at, where it stands, what was wanted and seen, and
 * whether it held.
 *
 * @param topic who decides: {@code modprobe}, {@code udev}, {@code loader}, {@code driver}, {@code
 *     permission}
 * @param subject what the decision is about: a module, a device path, a node
 * @param place file and line of the text that asked, {@code FILE:LINE}; empty if it is built in
 * @param wanted what the step asked for
 * @param seen what it found
 * @param held whether the step held
 */
public record Step(
    String topic, String subject, String place, String wanted, String seen, boolean held) {}
