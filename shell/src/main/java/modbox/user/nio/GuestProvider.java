package modbox.user.nio;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.kernel.Syscalls;
import org.jspecify.annotations.Nullable;

/** The operations of java.nio.file as system calls. */
final class GuestProvider extends FileSystemProvider {
  private static final int NOFOLLOW = Open.NOFOLLOW;

  private final GuestFileSystem fs;

  GuestProvider(GuestFileSystem fs) {
    this.fs = fs;
  }

  private Syscalls sys() {
    return fs.sys();
  }

  private interface Call<T> {
    T run() throws ErrnoException;
  }

  private static <T> T call(GuestPath path, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (ErrnoException e) {
      throw Failures.of(e, path);
    }
  }

  @Override
  public String getScheme() {
    return "modbox";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
    throw new UnsupportedOperationException("a machine's files are asked of its process");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return fs;
  }

  @Override
  public Path getPath(URI uri) {
    // The decoded path is UTF-8 text of the bytes that toUri has escaped one by one.
    String text = java.net.URLDecoder.decode(uri.getRawPath(), StandardCharsets.ISO_8859_1);
    return fs.path(text);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    GuestPath guest = GuestPath.of(path);
    int flags = flags(options);
    int fd = call(guest, () -> sys().open(guest.name(), flags, mode(attributes, 0666)));
    boolean delete = options.contains(StandardOpenOption.DELETE_ON_CLOSE);
    return new GuestChannel(
        sys(),
        fd,
        guest.toString(),
        flags,
        delete ? Optional.of(guest.toAbsolutePath().toString()) : Optional.empty());
  }

  private static int flags(Set<? extends OpenOption> options) {
    boolean append = options.contains(StandardOpenOption.APPEND);
    boolean write = append || options.contains(StandardOpenOption.WRITE);
    boolean read = options.contains(StandardOpenOption.READ) || !write;
    if (append
        && (options.contains(StandardOpenOption.READ)
            || options.contains(StandardOpenOption.TRUNCATE_EXISTING))) {
      throw new IllegalArgumentException("APPEND with READ or TRUNCATE_EXISTING");
    }
    int flags = Open.CLOEXEC | (write ? read ? Open.RDWR : Open.WRONLY : Open.RDONLY);
    flags |= append ? Open.APPEND : 0;
    if (write) {
      flags |= options.contains(StandardOpenOption.TRUNCATE_EXISTING) ? Open.TRUNC : 0;
      flags |= options.contains(StandardOpenOption.CREATE) ? Open.CREAT : 0;
      flags |= options.contains(StandardOpenOption.CREATE_NEW) ? Open.CREAT | Open.EXCL : 0;
    }
    return options.contains(LinkOption.NOFOLLOW_LINKS) ? flags | NOFOLLOW : flags;
  }

  @SuppressWarnings("unchecked") // the API gives an Object; what it must be is documented by name
  private static int mode(FileAttribute<?>[] attributes, int otherwise) {
    int mode = otherwise;
    for (FileAttribute<?> attribute : attributes) {
      if (!attribute.name().equals("posix:permissions")) {
        throw new UnsupportedOperationException("'" + attribute.name() + "'");
      }
      mode = GuestAttributes.bits((Set<PosixFilePermission>) attribute.value());
    }
    return mode;
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    GuestPath guest = GuestPath.of(dir);
    List<Dirent> entries;
    try {
      int fd = sys().open(guest.name(), Open.RDONLY | Open.DIRECTORY | Open.CLOEXEC);
      try {
        entries = sys().getdents(fd);
      } finally {
        sys().close(fd);
      }
    } catch (ErrnoException e) {
      throw Failures.ofDirectory(e, guest);
    }
    var found = new ArrayList<Path>();
    for (Dirent entry : entries) {
      Path path = guest.resolve(entry.name());
      if (!entry.name().equals(".") && !entry.name().equals("..") && filter.accept(path)) {
        found.add(path);
      }
    }
    return new GuestEntries(found);
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
    GuestPath guest = GuestPath.of(dir);
    call(
        guest,
        () -> {
          sys().mkdir(guest.name(), mode(attributes, 0777));
          return 0;
        });
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    mode(attributes, 0);
    GuestPath guest = GuestPath.of(link);
    call(
        guest,
        () -> {
          sys().symlink(target.toString(), guest.name());
          return 0;
        });
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    GuestPath guest = GuestPath.of(link);
    call(
        guest,
        () -> {
          sys().link(GuestPath.of(existing).name(), guest.name());
          return 0;
        });
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    GuestPath guest = GuestPath.of(link);
    try {
      return fs.path(sys().readlink(guest.name()));
    } catch (ErrnoException e) {
      throw Failures.ofLink(e, guest);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    GuestPath guest = GuestPath.of(path);
    call(
        guest,
        () -> {
          if (sys().lstat(guest.name()).isDirectory()) {
            sys().rmdir(guest.name());
          } else {
            sys().unlink(guest.name());
          }
          return 0;
        });
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    new Transfer(fs, GuestPath.of(source), GuestPath.of(target), options).copy();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    new Transfer(fs, GuestPath.of(source), GuestPath.of(target), options).move();
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    GuestPath first = GuestPath.of(path);
    if (first.equals(other)) {
      return true;
    }
    if (!(other instanceof GuestPath second)) {
      return false;
    }
    Stat a = call(first, () -> sys().stat(first.name()));
    Stat b = call(second, () -> sys().stat(second.name()));
    return a.dev() == b.dev() && a.ino() == b.ino();
  }

  @Override
  public boolean isHidden(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    checkAccess(path);
    return new GuestStore(GuestPath.of(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    GuestPath guest = GuestPath.of(path);
    int mask = Open.F_OK;
    for (AccessMode mode : modes) {
      mask |=
          switch (mode) {
            case READ -> Open.R_OK;
            case WRITE -> Open.W_OK;
            case EXECUTE -> Open.X_OK;
          };
    }
    int wanted = mask;
    call(
        guest,
        () -> {
          sys().eaccess(guest.name(), wanted);
          return 0;
        });
  }

  private GuestView view(Path path, String name, LinkOption... options) {
    return new GuestView(fs, GuestPath.of(path), options.length == 0, name);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    String name =
        switch (type.getSimpleName()) {
          case "BasicFileAttributeView" -> "basic";
          case "FileOwnerAttributeView" -> "owner";
          default -> "posix";
        };
    return type.isAssignableFrom(GuestView.class) ? type.cast(view(path, name, options)) : null;
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (!type.isAssignableFrom(GuestAttributes.class)) {
      throw new UnsupportedOperationException(type.getName());
    }
    return type.cast(view(path, "posix", options).attributes());
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    int colon = attributes.indexOf(':');
    String view = colon < 0 ? "basic" : attributes.substring(0, colon);
    Map<String, Object> all = view(path, view, options).attributes().all(view);
    var wanted = new LinkedHashMap<String, Object>();
    for (String name : attributes.substring(colon + 1).split(",")) {
      if (name.equals("*")) {
        return all;
      }
      Object value = all.get(name);
      if (value == null) {
        throw new IllegalArgumentException("'" + name + "' not recognized");
      }
      wanted.put(name, value);
    }
    return wanted;
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    int colon = attribute.indexOf(':');
    String view = colon < 0 ? "basic" : attribute.substring(0, colon);
    if (!fs.supportedFileAttributeViews().contains(view)) {
      throw new UnsupportedOperationException("view '" + view + "'");
    }
    view(path, view, options).set(attribute.substring(colon + 1), value);
  }
}
