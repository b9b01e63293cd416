package modbox.js;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.Proc;
import org.graalvm.polyglot.io.FileSystem;

/**
 * Where imports come from: the machine's own files, the script itself, and the built-in module
 * {@code modbox}. Read-only; the host is never touched. Paths are names only: java.nio.file.Path is
 * what the polyglot interface wants.
 */
final class ScriptFiles implements FileSystem {
  private static final String MODULE = "modbox";
  private static final Path BUILT_IN = Path.of("/usr/lib/modbox/modbox.js");

  private final Proc proc;
  private final Path script;
  private final byte[] text;

  ScriptFiles(Proc proc, String path, String text) {
    this.proc = proc;
    this.script = Path.of(path);
    this.text = text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Path parsePath(URI uri) {
    return Path.of(uri.getPath());
  }

  @Override
  public Path parsePath(String path) {
    return path.equals(MODULE) ? BUILT_IN : Path.of(path);
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE)) {
      throw new SecurityException("scripts are imported, not written: " + path);
    }
    if (path.equals(BUILT_IN) || path.equals(script)) {
      return;
    }
    try {
      proc.sys().eaccess(path.toString(), Open.R_OK);
    } catch (ErrnoException e) {
      throw new NoSuchFileException(path.toString(), null, e.errno().text());
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return new Bytes(content(path));
  }

  private byte[] content(Path path) throws IOException {
    if (path.equals(script)) {
      return text;
    }
    if (path.equals(BUILT_IN)) {
      try (InputStream in = ScriptFiles.class.getResourceAsStream("modbox.js")) {
        if (in == null) {
          throw new NoSuchFileException("modbox.js");
        }
        return in.readAllBytes();
      }
    }
    try {
      return proc.readFile(path.toString());
    } catch (ErrnoException e) {
      throw Script.wrap(e);
    }
  }

  @Override
  public Path toAbsolutePath(Path path) {
    if (path.isAbsolute()) {
      return path.normalize();
    }
    Path parent = script.getParent();
    return parent == null ? path : parent.resolve(path).normalize();
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    Path absolute = toAbsolutePath(path);
    checkAccess(absolute, Set.of(AccessMode.READ));
    return absolute;
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return Map.of("isRegularFile", true, "isDirectory", false, "size", (long) content(path).length);
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attributes) {
    throw new SecurityException("scripts are imported, not written: " + dir);
  }

  @Override
  public void delete(Path path) {
    throw new SecurityException("scripts are imported, not written: " + path);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    throw new NoSuchFileException(dir.toString());
  }

  /** A read-only channel over bytes. */
  private static final class Bytes implements SeekableByteChannel {
    private final byte[] bytes;
    private int position;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer target) {
      int count = Math.min(target.remaining(), bytes.length - position);
      if (count <= 0) {
        return bytes.length > position ? 0 : -1;
      }
      target.put(bytes, position, count);
      position += count;
      return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      throw new IOException("read-only");
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      position = (int) Math.min(bytes.length, newPosition);
      return this;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      throw new IOException("read-only");
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
