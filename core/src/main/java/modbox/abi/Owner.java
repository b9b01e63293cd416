package modbox.abi;

/**
 * The event that wrote a row, and what kind of thing it was (a command line, a uevent, a timer,
 * boot).
 */
public record Owner(long event, String kind, String text) {}
