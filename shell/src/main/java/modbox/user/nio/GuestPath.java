package modbox.user.nio;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/** A path of the machine: a byte string without doubled or trailing slashes. */
public final class GuestPath implements Path {
  private final GuestFileSystem fs;
  private final String bytes;

  GuestPath(GuestFileSystem fs, String bytes) {
    this.fs = fs;
    this.bytes = bytes;
  }

  /** Without doubled slashes, and without one at the end. */
  static String normal(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        throw new java.nio.file.InvalidPathException(text, "Nul character not allowed");
      }
      if (c != '/' || out.isEmpty() || out.charAt(out.length() - 1) != '/') {
        out.append(c);
      }
    }
    if (out.length() > 1 && out.charAt(out.length() - 1) == '/') {
      out.setLength(out.length() - 1);
    }
    return out.toString();
  }

  /** A path of this kind; ProviderMismatchException for another. */
  static GuestPath of(Path path) {
    if (path instanceof GuestPath guest) {
      return guest;
    }
    throw new ProviderMismatchException();
  }

  /** The name for system calls: the empty path is the working directory. */
  String name() {
    return bytes.isEmpty() ? "." : bytes;
  }

  private GuestPath make(String text) {
    return new GuestPath(fs, text);
  }

  private List<String> names() {
    if (bytes.isEmpty()) {
      return List.of("");
    }
    String relative = isAbsolute() ? bytes.substring(1) : bytes;
    return relative.isEmpty() ? List.of() : List.of(relative.split("/"));
  }

  @Override
  public FileSystem getFileSystem() {
    return fs;
  }

  @Override
  public boolean isAbsolute() {
    return bytes.startsWith("/");
  }

  @Override
  public @Nullable Path getRoot() {
    return isAbsolute() ? make("/") : null;
  }

  @Override
  public @Nullable Path getFileName() {
    List<String> names = names();
    return names.isEmpty() ? null : make(names.getLast());
  }

  @Override
  public @Nullable Path getParent() {
    int slash = bytes.lastIndexOf('/');
    if (slash < 0 || bytes.equals("/")) {
      return null;
    }
    return make(slash == 0 ? "/" : bytes.substring(0, slash));
  }

  @Override
  public int getNameCount() {
    return names().size();
  }

  @Override
  public Path getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public Path subpath(int begin, int end) {
    List<String> names = names();
    if (begin < 0 || end > names.size() || begin >= end) {
      throw new IllegalArgumentException(begin + " to " + end + " of " + bytes);
    }
    return make(String.join("/", names.subList(begin, end)));
  }

  @Override
  public boolean startsWith(Path other) {
    if (!(other instanceof GuestPath that) || that.isAbsolute() != isAbsolute()) {
      return false;
    }
    List<String> mine = names();
    List<String> its = that.names();
    return its.size() <= mine.size() && mine.subList(0, its.size()).equals(its);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(other instanceof GuestPath that)) {
      return false;
    }
    if (that.isAbsolute()) {
      return equals(that);
    }
    List<String> mine = names();
    List<String> its = that.names();
    return its.size() <= mine.size()
        && mine.subList(mine.size() - its.size(), mine.size()).equals(its);
  }

  @Override
  public Path normalize() {
    var kept = new ArrayList<String>();
    for (String name : names()) {
      boolean up = name.equals("..");
      if (up && !kept.isEmpty() && !kept.getLast().equals("..")) {
        kept.removeLast();
      } else if (up ? !isAbsolute() : !name.equals(".")) {
        kept.add(name);
      }
    }
    return make((isAbsolute() ? "/" : "") + String.join("/", kept));
  }

  @Override
  public Path resolve(Path other) {
    GuestPath that = of(other);
    if (that.isAbsolute() || bytes.isEmpty()) {
      return that;
    }
    return that.bytes.isEmpty() ? this : make(normal(bytes + "/" + that.bytes));
  }

  @Override
  public Path relativize(Path other) {
    GuestPath that = of(other);
    if (that.isAbsolute() != isAbsolute()) {
      throw new IllegalArgumentException("only one of the paths is absolute");
    }
    List<String> mine = bytes.isEmpty() ? List.of() : names();
    List<String> its = that.bytes.isEmpty() ? List.of() : that.names();
    int common = 0;
    while (common < mine.size()
        && common < its.size()
        && mine.get(common).equals(its.get(common))) {
      common++;
    }
    var steps = new ArrayList<String>();
    for (int i = common; i < mine.size(); i++) {
      steps.add("..");
    }
    steps.addAll(its.subList(common, its.size()));
    return make(String.join("/", steps));
  }

  @Override
  public URI toUri() {
    var text = new StringBuilder("modbox://");
    for (byte b : toAbsolutePath().toString().getBytes(StandardCharsets.ISO_8859_1)) {
      boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '-' && b <= '9');
      if (plain || b == '_' || b == '~') {
        text.append((char) b);
      } else {
        text.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return URI.create(text.toString());
  }

  @Override
  public Path toAbsolutePath() {
    if (isAbsolute()) {
      return this;
    }
    try {
      return make(normal(fs.sys().getcwd() + "/" + bytes));
    } catch (ErrnoException e) {
      throw new java.io.UncheckedIOException(Failures.of(e, this));
    }
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return RealPath.of(fs, this, options.length == 0);
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("watch service");
  }

  @Override
  public int compareTo(Path other) {
    return bytes.compareTo(of(other).bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GuestPath that && that.fs == fs && that.bytes.equals(bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  /** The byte string. */
  @Override
  public String toString() {
    return bytes;
  }
}
