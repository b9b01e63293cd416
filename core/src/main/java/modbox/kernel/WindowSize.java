package modbox.kernel;

/** A terminal's size in characters. */
public record WindowSize(int rows, int columns) {}
