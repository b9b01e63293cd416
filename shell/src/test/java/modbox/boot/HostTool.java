package modbox.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tools and packages of the host that tests ask for a second opinion. */
final class HostTool {
  /** What a command printed, byte for byte, and its status. */
  record Ran(int status, String out, String err) {}

  private HostTool() {}

  static boolean has(String... tools) {
    return Stream.of(tools).allMatch(tool -> path(tool).isPresent());
  }

  private static Optional<Path> path(String tool) {
    return Stream.of("/usr/bin/", "/usr/sbin/", "/sbin/", "/bin/")
        .map(dir -> Path.of(dir + tool))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Ran run(Path directory, List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("modbox", ".out");
    Path err = Files.createTempFile("modbox", ".err");
    try {
      var builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().put("LC_ALL", "C");
      builder.environment().put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      Process process = builder.start();
      process.getOutputStream().close();
      int status = process.waitFor();
      return new Ran(status, text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /**
   * A kernel package and its tree with the real depmod's indexes, as {@code .ci/kernel} lays them.
   */
  record Kernel(Path deb, Path tree, String release) {
    /** The build directory of the same release's headers. */
    Path headers() {
      return Path.of("/usr/src/linux-headers-" + release);
    }
  }

  /** The newest kernel under the cache; empty without {@code .ci/kernel} having been run. */
  static Optional<Kernel> kernel() throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home =
        (cache == null || cache.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(cache))
            .resolve("modbox/packages");
    if (!Files.isDirectory(home)) {
      return Optional.empty();
    }
    try (Stream<Path> trees = Files.list(home)) {
      return trees
          .filter(tree -> Files.exists(tree.resolve("complete")))
          .sorted()
          .reduce((_, last) -> last)
          .map(
              tree -> {
                String release = tree.getFileName().toString();
                return new Kernel(home.resolve("linux-image-" + release + ".deb"), tree, release);
              });
    }
  }
}
