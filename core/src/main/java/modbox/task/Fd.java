package modbox.task;

/**
 * A descriptor.
 *
 * @param file id of the open file description, shared after dup and fork
 */
public record Fd(long file, boolean closeOnExec) {}
