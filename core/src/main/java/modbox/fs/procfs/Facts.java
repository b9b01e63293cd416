package modbox.fs.procfs;

/**
 * What does not change while a machine runs.
 *
 * @param release what uname -r shows; {@code version} what uname -v shows
 * @param builder who built the kernel, with which compiler, as /proc/version shows it
 * @param memory bytes
 * @param seed of the boot id
 */
public record Facts(
    String release,
    String version,
    String builder,
    String commandLine,
    long memory,
    int processors,
    long seed) {}
