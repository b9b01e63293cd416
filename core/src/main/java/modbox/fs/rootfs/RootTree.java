package modbox.fs.rootfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.vfs.LowerFiles;
import modbox.vfs.LowerNode;

/** Reads {@code root.list}: what the root directory holds, with modes, owners and links. */
public final class RootTree {
  /** The layer's name. */
  public static final String NAME = "image";

  /** Where the resources lie. */
  private static final String LIST = "/modbox/root.list";

  private static final String FILES = "/modbox/root/";

  /** Modification time of every file: 2025-01-01T00:00:00Z. */
  public static final long MTIME = 1_735_689_600_000_000_000L;

  /** Directories whose content is configuration; a bare machine does not have them. */
  private static final String[] CONFIGURATION = {
    "etc/modprobe.d",
    "etc/depmod.d",
    "etc/modules-load.d",
    "etc/udev",
    "usr/lib/modprobe.d",
    "usr/lib/depmod.d",
    "usr/lib/modules-load.d",
    "usr/lib/modules",
    "usr/lib/udev",
  };

  private RootTree() {}

  /** The list's text: what is in the root, without its bytes. */
  public static String list() {
    try {
      return new String(resource(LIST), StandardCharsets.ISO_8859_1);
    } catch (ErrnoException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The layer {@code image}.
   *
   * @param list from {@link #list}
   * @param bare whether configuration is left out
   */
  public static LowerFiles read(String list, boolean bare) {
    var tree = new LowerFiles(NAME, MTIME);
    int from = 0;
    while (from < list.length()) {
      int to = list.indexOf('\n', from);
      if (list.charAt(from) != '#' && to > from) {
        line(tree, list.substring(from, to), bare);
      }
      from = to + 1;
    }
    return tree;
  }

  /** {@code KIND MODE UID GID SIZE PATH [-> TARGET]}. */
  private static void line(LowerFiles tree, String line, boolean bare) {
    String[] words = line.split(" ", 6);
    int arrow = words[5].indexOf(" -> ");
    String path = arrow < 0 ? words[5] : words[5].substring(0, arrow);
    if (bare && isConfiguration(path)) {
      return;
    }
    int mode = Integer.parseInt(words[1], 8);
    int uid = Integer.parseInt(words[2]);
    int gid = Integer.parseInt(words[3]);
    long size = Long.parseLong(words[4]);
    switch (words[0]) {
      case "d" -> tree.add(path, new LowerNode(Mode.DIR | mode, uid, gid, 0, MTIME, 0, ""));
      case "l" -> tree.add(path, LowerNode.link(words[5].substring(arrow + 4), MTIME));
      case "f" ->
          tree.add(
              path,
              new LowerNode(Mode.REG | mode, uid, gid, size, MTIME, 0, ""),
              () -> resource(FILES + path));
      default -> throw new IllegalStateException("root.list: " + line);
    }
  }

  private static boolean isConfiguration(String path) {
    for (String dir : CONFIGURATION) {
      if (path.startsWith(dir)
          && (path.length() == dir.length() || path.charAt(dir.length()) == '/')) {
        return true;
      }
    }
    return false;
  }

  private static byte[] resource(String name) throws ErrnoException {
    try (InputStream in = RootTree.class.getResourceAsStream(name)) {
      if (in == null) {
        throw Errno.EIO.on(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw Errno.EIO.on(name + ": " + e.getMessage());
    }
  }
}
