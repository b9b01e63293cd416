package modbox.user.nio;

import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import modbox.kernel.Syscalls;
import modbox.user.Proc;
import modbox.user.file.Accounts;

/** The files of the machine in which a process runs, as that process may see them. */
public final class GuestFileSystem extends FileSystem {
  private final Syscalls sys;
  private final GuestProvider provider;
  private final Principals principals;

  private GuestFileSystem(Proc proc) {
    this.sys = proc.sys();
    this.provider = new GuestProvider(this);
    this.principals = new Principals(new Accounts(proc));
  }

  /** The files as this process sees them. */
  public static GuestFileSystem of(Proc proc) {
    return new GuestFileSystem(proc);
  }

  Syscalls sys() {
    return sys;
  }

  Principals principals() {
    return principals;
  }

  /** The path with these bytes. */
  public GuestPath path(String bytes) {
    return new GuestPath(this, GuestPath.normal(bytes));
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  /** Closing is left out, as for the default file system. */
  @Override
  public void close() {
    throw new UnsupportedOperationException("close");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(path("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() throws ClosedFileSystemException {
    return List.of(new GuestStore(path("/")));
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return new java.util.TreeSet<>(List.of("basic", "owner", "posix", "unix"));
  }

  @Override
  public Path getPath(String first, String... more) {
    var text = new StringBuilder(first);
    for (String name : more) {
      if (!name.isEmpty()) {
        text.append(text.isEmpty() ? "" : "/").append(name);
      }
    }
    return path(text.toString());
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    int colon = syntaxAndPattern.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException(syntaxAndPattern);
    }
    String text = syntaxAndPattern.substring(colon + 1);
    Pattern pattern =
        switch (syntaxAndPattern.substring(0, colon)) {
          case "glob" -> Pattern.compile(Globs.toRegex(text), Pattern.DOTALL);
          case "regex" -> Pattern.compile(text);
          default -> throw new UnsupportedOperationException(syntaxAndPattern);
        };
    return path -> pattern.matcher(path.toString()).matches();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return principals;
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("watch service");
  }
}
