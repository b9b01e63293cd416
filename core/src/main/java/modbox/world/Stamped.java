package modbox.world;

/** A row and the event that wrote it. */
public record Stamped<R>(R row, long event) {}
