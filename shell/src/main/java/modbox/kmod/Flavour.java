package modbox.kmod;

import java.util.List;
import modbox.image.index.Trie;

/** The releases of kmod whose behaviour is emulated, and all that differs between them. */
public enum Flavour {
  /** kmod 30 as Debian 12 builds it: with debug messages, zstd and xz, without zlib. */
  KMOD_30("kmod version 30\n+ZSTD +XZ -ZLIB +LIBCRYPTO -EXPERIMENTAL\n"),
  /** kmod 34 as Debian 13 builds it. */
  KMOD_34("kmod version 34\n+ZSTD +XZ +ZLIB +OPENSSL\n");

  private static final List<String> SUFFIXES = List.of(".ko", ".ko.xz", ".ko.zst", ".ko.gz");
  private static final List<String> DIRECTORIES =
      List.of("/etc/", "/run/", "/usr/local/lib/", "/usr/lib/", "/lib/");

  private final String version;

  Flavour(String version) {
    this.version = version;
  }

  /** What {@code --version} prints. */
  public String version() {
    return version;
  }

  /** The node order of binary indexes that depmod writes. */
  public Trie.Layout layout() {
    return this == KMOD_30 ? Trie.Layout.CHILDREN_FIRST : Trie.Layout.PARENT_FIRST;
  }

  /** Whether a file name ends as a module's does that this build can read. */
  public boolean isModuleFile(String name) {
    for (String suffix : readsGzip() ? SUFFIXES : SUFFIXES.subList(0, 3)) {
      if (name.length() > suffix.length() && name.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it was built with zlib. */
  public boolean readsGzip() {
    return this == KMOD_34;
  }

  /** Configuration directories of {@code modprobe} or {@code depmod}, the strongest first. */
  public List<String> directories(String tool) {
    return DIRECTORIES.stream()
        .filter(d -> this != KMOD_30 || !d.equals("/usr/lib/"))
        .map(d -> d + tool + ".d")
        .toList();
  }

  /** How the names of modprobe's configuration files end; {@code .alias} until kmod 32. */
  public List<String> configSuffixes() {
    return this == KMOD_30 ? List.of(".conf", ".alias") : List.of(".conf");
  }

  /** Whether libkmod's messages name the place in its source: a build with debug messages. */
  public boolean namesSource() {
    return this == KMOD_30;
  }

  /** Weak dependencies, from kmod 33 on. */
  public boolean knowsWeakdeps() {
    return this == KMOD_34;
  }

  /** Whether modprobe takes a path, from kmod 31 on. */
  public boolean takesPaths() {
    return this == KMOD_34;
  }

  /** Whether {@code -n} shows its actions without {@code -v}. */
  public boolean dryRunShows() {
    return this == KMOD_34;
  }

  /** Whether {@code --show-exports} and {@code --show-modversions} take names. */
  public boolean dumpsByName() {
    return this == KMOD_34;
  }

  /** Whether a missing section is ENODATA and no longer ENOENT. */
  public boolean missingSectionIsNoData() {
    return this == KMOD_34;
  }

  /** Whether modinfo shows the build id. */
  public boolean showsBuildId() {
    return this == KMOD_34;
  }

  /** Whether insmod quotes values with blanks and the small tools log to syslog. */
  public boolean isModern() {
    return this == KMOD_34;
  }
}
