package modbox.fs.tmpfs;

import io.vavr.collection.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.vfs.Data;
import modbox.vfs.FileSystem;
import modbox.vfs.FileSystemType;
import modbox.vfs.Store;
import modbox.vfs.Super;

/**
 * tmpfs and its relations ramfs, rootfs and devtmpfs. Source: tmpfs(5).
 *
 * @param memory bytes that files may hold; half of them is a tmpfs's limit if none is given
 * @param lower what shows through at first, topmost first
 */
public record Tmpfs(String name, Store store, long memory, boolean single, List<Data.Lower> lower)
    implements FileSystemType {
  private static final int PAGE = Data.PAGE;

  /** The type tmpfs. */
  public static Tmpfs of(Store store, long memory) {
    return new Tmpfs("tmpfs", store, memory, false, List.empty());
  }

  @Override
  public boolean hasSpace() {
    return name.equals("tmpfs") || name.equals("rootfs");
  }

  @Override
  public FileSystem files() {
    return store;
  }

  @Override
  public long magic() {
    return name.equals("ramfs") ? 0x858458f6L : 0x01021994;
  }

  @Override
  public Made make(int fs, String data) throws ErrnoException {
    Options o = parse(new Options(-1, 0, name.equals("tmpfs") ? 01777 : 0755, 0, 0, ""), data);
    return new Made(store.root(fs, o.mode, o.uid, o.gid, lower), shown(o), blocks(o), o.inodes);
  }

  @Override
  public Made remake(Super files, String data) throws ErrnoException {
    Options o = parse(new Options(-1, files.inodes(), 01777, 0, 0, ""), data);
    long blocks = o.size < 0 ? files.blocks() : blocks(o);
    String options = data.isEmpty() ? files.options() : shown(o);
    return new Made(files.root(), options, blocks, o.inodes);
  }

  private long blocks(Options o) {
    if (o.size < 0) {
      return name.equals("tmpfs") ? memory / 2 / PAGE : 0;
    }
    return (o.size + PAGE - 1) / PAGE;
  }

  private static String shown(Options o) {
    var text = new StringBuilder();
    if (o.size >= 0) {
      add(text, "size=" + o.size / 1024 + "k");
    }
    if (o.inodes > 0) {
      add(text, "nr_inodes=" + o.inodes);
    }
    if (o.modeText.length() > 0) {
      add(text, "mode=" + o.modeText);
    }
    if (o.uid != 0) {
      add(text, "uid=" + o.uid);
    }
    if (o.gid != 0) {
      add(text, "gid=" + o.gid);
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String option) {
    text.append(text.isEmpty() ? "" : ",").append(option);
  }

  private record Options(long size, long inodes, int mode, int uid, int gid, String modeText) {}

  private Options parse(Options start, String data) throws ErrnoException {
    Options o = start;
    for (String option : data.split(",")) {
      if (option.isEmpty()) {
        continue;
      }
      int eq = option.indexOf('=');
      String key = eq < 0 ? option : option.substring(0, eq);
      String value = eq < 0 ? "" : option.substring(eq + 1);
      o =
          switch (key) {
            case "size" -> new Options(size(value), o.inodes, o.mode, o.uid, o.gid, o.modeText);
            case "nr_blocks" ->
                new Options(size(value) * PAGE, o.inodes, o.mode, o.uid, o.gid, o.modeText);
            case "nr_inodes" -> new Options(o.size, size(value), o.mode, o.uid, o.gid, o.modeText);
            case "mode" -> mode(o, value);
            case "uid" ->
                new Options(o.size, o.inodes, o.mode, (int) number(value, 10), o.gid, o.modeText);
            case "gid" ->
                new Options(o.size, o.inodes, o.mode, o.uid, (int) number(value, 10), o.modeText);
            case "huge", "mpol", "inode32", "inode64" -> o;
            default -> throw Errno.EINVAL.on(option);
          };
    }
    return o;
  }

  private static Options mode(Options o, String value) throws ErrnoException {
    int bits = (int) number(value, 8) & 07777;
    return new Options(o.size, o.inodes, bits, o.uid, o.gid, Integer.toOctalString(bits));
  }

  private long size(String text) throws ErrnoException {
    if (text.isEmpty()) {
      throw Errno.EINVAL.on("size");
    }
    String digits = text.substring(0, text.length() - 1);
    return switch (text.charAt(text.length() - 1)) {
      case 'k', 'K' -> number(digits, 10) << 10;
      case 'm', 'M' -> number(digits, 10) << 20;
      case 'g', 'G' -> number(digits, 10) << 30;
      case '%' -> memory * number(digits, 10) / 100;
      default -> number(text, 10);
    };
  }

  private static long number(String text, int radix) throws ErrnoException {
    try {
      return Long.parseUnsignedLong(text, radix);
    } catch (NumberFormatException _) {
      throw Errno.EINVAL.on(text);
    }
  }
}
