package modbox.fs.hostfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.vfs.LowerNode;
import modbox.vfs.LowerTree;
import org.jspecify.annotations.Nullable;

/**
 * A host directory. It is taken as immutable: names and attributes are asked for once, and a file
 * whose size or time of modification is no longer what it was cannot be read any more. Files of the
 * user who runs modbox appear as root's.
 */
public final class HostTree implements LowerTree {
  private final Path root;
  private final Consumer<String> log;
  private final HostNames names = new HostNames();
  private final Map<String, Optional<LowerNode>> nodes = new HashMap<>();
  private final Map<String, List<String>> lists = new HashMap<>();
  private final int uid;
  private final int gid;
  private String openPath = "";
  private long openStamp;
  private @Nullable FileChannel open;

  /**
   * The layer {@code host}.
   *
   * @param log takes a line for what cannot be shown
   */
  public HostTree(Path root, Consumer<String> log) {
    this.root = root;
    this.log = log;
    HostStat own = own();
    uid = own.uid();
    gid = own.gid();
  }

  /** A file that belongs to the user who runs modbox. */
  private static HostStat own() {
    for (Path path :
        List.of(Path.of("/proc/self"), Path.of(System.getProperty("user.home", "/")))) {
      try {
        return HostStat.of(path);
      } catch (IOException | UnsupportedOperationException _) {
        // The next one may do.
      }
    }
    return new HostStat(0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public String name() {
    return "host";
  }

  @Override
  public @Nullable LowerNode node(String path) throws ErrnoException {
    Optional<LowerNode> known = nodes.get(path);
    if (known == null) {
      known = Optional.ofNullable(look(path));
      nodes.put(path, known);
    }
    return known.orElse(null);
  }

  private @Nullable LowerNode look(String path) throws ErrnoException {
    Path file = names.path(root, path).orElse(null);
    if (file == null) {
      return null;
    }
    try {
      return path.isEmpty() ? node(file.toRealPath()) : node(file);
    } catch (NoSuchFileException _) {
      return null;
    } catch (IOException e) {
      if (e instanceof java.nio.file.FileSystemException f
          && f.getReason() != null
          && f.getReason().equals("Not a directory")) {
        return null;
      }
      throw failed(path, e);
    }
  }

  private ErrnoException failed(String path, IOException e) {
    boolean denied = e instanceof java.nio.file.AccessDeniedException;
    log.accept("hostfs: " + path + ": " + (denied ? "Permission denied" : e.getMessage()));
    return (denied ? Errno.EACCES : Errno.EIO).on(path);
  }

  private LowerNode node(Path file) throws IOException {
    HostStat stat = HostStat.of(file);
    String target = "";
    if (stat.type() == Mode.LNK) {
      target = names.bytes(Files.readSymbolicLink(file).toString()).orElse("");
    }
    return new LowerNode(
        stat.mode(),
        stat.uid() == uid ? 0 : stat.uid(),
        stat.gid() == gid ? 0 : stat.gid(),
        stat.type() == Mode.DIR ? 0 : stat.size(),
        stat.mtime(),
        stat.device(),
        target,
        stat.stamp());
  }

  @Override
  public List<String> names(String path) throws ErrnoException {
    List<String> known = lists.get(path);
    if (known == null) {
      known = list(path);
      lists.put(path, known);
    }
    return known;
  }

  private List<String> list(String path) throws ErrnoException {
    Path dir = names.path(root, path).orElse(null);
    var found = new ArrayList<String>();
    if (dir == null) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
      for (Path entry : entries) {
        Optional<String> name = names.bytes(String.valueOf(entry.getFileName()));
        if (name.isPresent()) {
          found.add(name.get());
        } else {
          log.accept("hostfs: " + path + ": a name is not UTF-8 and cannot be shown: " + entry);
        }
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
    found.sort(null);
    return found;
  }

  @Override
  public int read(String path, long stamp, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    try {
      FileChannel channel = channel(path, stamp, position == 0);
      ByteBuffer target = ByteBuffer.wrap(buffer, offset, length);
      int done = 0;
      while (done < length) {
        int count = channel.read(target, position + done);
        if (count < 0) {
          throw changed(path);
        }
        done += count;
      }
      return done;
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private ErrnoException changed(String path) {
    log.accept("hostfs: " + path + ": changed on the host since it was first seen");
    return Errno.EIO.on(path);
  }

  /**
   * The channel of the file that was read last is kept; whether the file is still what it was is
   * asked when it is opened and whenever it is read from its beginning.
   */
  private FileChannel channel(String path, long stamp, boolean asks)
      throws IOException, ErrnoException {
    FileChannel kept = open;
    if (!asks && kept != null && openStamp == stamp && openPath.equals(path) && kept.isOpen()) {
      return kept;
    }
    Path file = names.path(root, path).orElse(null);
    LowerNode now = file == null ? null : node(file);
    if (file == null || now == null || now.stamp() != stamp) {
      throw changed(path);
    }
    FileChannel channel = open;
    if (channel == null || !openPath.equals(path) || !channel.isOpen()) {
      if (channel != null) {
        channel.close();
      }
      channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      open = channel;
      openPath = path;
    }
    openStamp = stamp;
    return channel;
  }
}
