package modbox.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The kernel that a machine boots: its release, its modules' files and what is known of them.
 * Either the one that comes with modbox, or one from a package or directory of the host.
 */
public final class KernelTree {
  private static final String COMPLETE = "complete";

  private final String release;
  private final FileTree files;
  private final Catalogue catalogue;

  private KernelTree(String release, FileTree files, Catalogue catalogue) {
    this.release = release;
    this.files = files;
    this.catalogue = catalogue;
  }

  /** The kernel that comes with modbox. */
  public static KernelTree standard() {
    Catalogue catalogue = Catalogue.standard();
    return new KernelTree("6.1.0-modbox", new ModuleTree(catalogue, "usr/lib"), catalogue);
  }

  /**
   * A kernel of the host.
   *
   * @param source a Debian linux-image package, or a directory that holds {@code lib/modules}
   * @param cache directory where what is made of it may be kept
   * @param progress is told what takes long
   */
  public static KernelTree open(Path source, Path cache, Consumer<String> progress)
      throws IOException {
    if (Files.isDirectory(source)) {
      return ofDirectory(source, cache.resolve("dir-" + key(source)), progress);
    }
    if (!Files.isRegularFile(source) || !DebPackage.is(source)) {
      throw new IOException(source + ": neither a Debian package nor a directory");
    }
    Path home = cache.resolve("deb-" + digest(source));
    Path root = home.resolve("root");
    if (!Files.exists(home.resolve(COMPLETE))) {
      progress.accept("unpacking " + source.getFileName());
      unpack(source, root);
      Path parts = home.resolve("catalogue");
      String found = new Importer(progress).run(root, parts, release(root));
      progress.accept(found);
      new HostIndexes(Catalogue.in(parts)).write(directory(root));
      Files.write(home.resolve(COMPLETE), new byte[0]);
    }
    Catalogue known = Catalogue.in(home.resolve("catalogue"));
    return new KernelTree(release(root), new HostTree(directory(root)), known);
  }

  private static KernelTree ofDirectory(Path source, Path home, Consumer<String> progress)
      throws IOException {
    Path modules = directory(source);
    Parts parts =
        name -> {
          if (!Files.exists(home.resolve(COMPLETE))) {
            new Importer(progress).run(source, home, release(source));
            Files.write(home.resolve(COMPLETE), new byte[0]);
          }
          return Parts.in(home).packed(name);
        };
    return new KernelTree(release(source), new HostTree(modules), new Catalogue(parts));
  }

  /** Whether the host gave it; a bare machine has the modules of such a kernel alone. */
  public boolean isOfTheHost() {
    return !(files instanceof ModuleTree);
  }

  /** What uname -r shows. */
  public String release() {
    return release;
  }

  /** The files, below {@code usr/lib/modules}. */
  public FileTree files() {
    return files;
  }

  /** What is known of the modules. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** The position in the catalogue of the generated object at a path, negative if it is not one. */
  public int order(String path) {
    return files instanceof ModuleTree tree ? tree.order(path) : -1;
  }

  private static void unpack(Path source, Path root) throws IOException {
    DebPackage.visit(
        source,
        (path, size, content) -> {
          Path target = root.resolve(path).normalize();
          boolean wanted = path.contains("lib/modules/") || path.startsWith("boot/vmlinuz");
          if (wanted && target.startsWith(root)) {
            Files.createDirectories(target.getParent());
            Files.copy(content, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
          }
        });
  }

  /** The directory of the one release below a root. */
  private static Path directory(Path root) throws IOException {
    for (String lib : List.of("lib/modules", "usr/lib/modules")) {
      Path modules = root.resolve(lib);
      if (Files.isDirectory(modules)) {
        try (Stream<Path> releases = Files.list(modules)) {
          List<Path> found = releases.filter(Files::isDirectory).sorted().toList();
          if (!found.isEmpty()) {
            return found.getLast();
          }
        }
      }
    }
    throw new IOException(root + ": no lib/modules/RELEASE in it");
  }

  private static String release(Path root) throws IOException {
    return directory(root).getFileName().toString();
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  /** Names a directory by its path and the times of its indexes. */
  private static String key(Path directory) throws IOException {
    var text = new StringBuilder(directory.toRealPath().toString());
    for (String file : List.of("", "modules.dep", "modules.order")) {
      Path path = directory(directory).resolve(file);
      text.append('\n').append(Files.exists(path) ? Files.getLastModifiedTime(path) : "");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(bytes), 0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
