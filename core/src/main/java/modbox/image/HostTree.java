package modbox.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one release's module directory on the host, at {@code usr/lib/modules/RELEASE}. */
final class HostTree implements FileTree {
  private static final int FILE = 0100644;
  private static final int DIRECTORY = 040755;

  private final Path directory;
  private final String prefix;

  HostTree(Path directory) {
    this.directory = directory;
    this.prefix = "usr/lib/modules/" + directory.getFileName();
  }

  @Override
  public @Nullable Entry entry(String path) throws IOException {
    if (path.isEmpty() || prefix.startsWith(path + "/")) {
      return new Entry(DIRECTORY, 0, mtime(directory), "");
    }
    Path file = file(path);
    if (file == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    BasicFileAttributes seen =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (seen.isDirectory()) {
      return new Entry(DIRECTORY, 0, mtime(file), "");
    }
    return seen.isRegularFile() ? new Entry(FILE, seen.size(), mtime(file), "") : null;
  }

  @Override
  public List<String> names(String path) throws IOException {
    if (path.isEmpty() || prefix.startsWith(path + "/")) {
      int from = path.isEmpty() ? 0 : path.length() + 1;
      int slash = prefix.indexOf('/', from);
      return List.of(prefix.substring(from, slash < 0 ? prefix.length() : slash));
    }
    Path file = file(path);
    if (file == null || !Files.isDirectory(file)) {
      return List.of();
    }
    var names = new TreeSet<String>();
    try (Stream<Path> entries = Files.list(file)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
            || Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          names.add(latin1(entry.getFileName().toString()));
        }
      }
    }
    return List.copyOf(names);
  }

  @Override
  public int read(String path, long position, byte[] buffer, int offset, int length)
      throws IOException {
    Path file = file(path);
    if (file == null) {
      throw new IOException(path + ": no such file");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(position);
      ByteBuffer target = ByteBuffer.wrap(buffer, offset, length);
      int done = 0;
      while (target.hasRemaining()) {
        int count = channel.read(target);
        if (count < 0) {
          break;
        }
        done += count;
      }
      return done;
    }
  }

  private @Nullable Path file(String path) {
    if (!path.equals(prefix) && !path.startsWith(prefix + "/")) {
      return null;
    }
    String below = path.length() == prefix.length() ? "" : path.substring(prefix.length() + 1);
    byte[] bytes = below.getBytes(StandardCharsets.ISO_8859_1);
    return directory.resolve(new String(bytes, StandardCharsets.UTF_8));
  }

  private static String latin1(String name) {
    return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static long mtime(Path file) throws IOException {
    return Files.getLastModifiedTime(file).to(java.util.concurrent.TimeUnit.NANOSECONDS);
  }
}
