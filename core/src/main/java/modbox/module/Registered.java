package modbox.module;

/**
 * Something that a module has registered and must take back.
 *
 * @param kind {@code driver}, {@code handler}, {@code bus}, {@code class}, {@code filesystem},
 *     {@code family}, {@code chrdev}, {@code blkdev}, {@code misc}, {@code device}
 * @param where bus of a driver, number of a family, a major or of a misc device, else empty
 * @param name of what was registered
 */
public record Registered(long order, String module, String kind, String where, String name) {}
