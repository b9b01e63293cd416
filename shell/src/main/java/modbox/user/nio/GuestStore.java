package modbox.user.nio;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.kernel.StatFs;
import org.jspecify.annotations.Nullable;

/** The file system that holds a path, as statfs(2) tells of it. */
final class GuestStore extends FileStore {
  private static final long RDONLY = 1;

  private final GuestPath path;

  GuestStore(GuestPath path) {
    this.path = path;
  }

  private StatFs statfs() throws IOException {
    try {
      return ((GuestFileSystem) path.getFileSystem()).sys().statfs(path.name());
    } catch (ErrnoException e) {
      throw Failures.of(e, path);
    }
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public String type() {
    return "modbox";
  }

  @Override
  public boolean isReadOnly() {
    try {
      return (statfs().flags() & RDONLY) != 0;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public long getTotalSpace() throws IOException {
    return statfs().blocks() * statfs().blockSize();
  }

  @Override
  public long getUsableSpace() throws IOException {
    return statfs().available() * statfs().blockSize();
  }

  @Override
  public long getUnallocatedSpace() throws IOException {
    return statfs().free() * statfs().blockSize();
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return type.isAssignableFrom(GuestView.class);
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return List.of("basic", "owner", "posix", "unix").contains(name);
  }

  @Override
  public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
    return null;
  }

  @Override
  public Object getAttribute(String attribute) throws IOException {
    return switch (attribute) {
      case "totalSpace" -> getTotalSpace();
      case "usableSpace" -> getUsableSpace();
      case "unallocatedSpace" -> getUnallocatedSpace();
      default -> throw new UnsupportedOperationException(attribute);
    };
  }
}
