package modbox.task;

/** A soft and a hard limit; -1 is unlimited. */
public record Rlimit(long soft, long hard) {}
