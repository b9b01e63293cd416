package modbox.fs.hostfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import modbox.abi.Dev;
import modbox.abi.Mode;

/**
 * What the host tells of a file without following a link.
 *
 * @param mtime nanoseconds since 1970
 */
record HostStat(int mode, int uid, int gid, long size, long mtime, long rdev, long ino) {
  static HostStat of(Path file) throws IOException {
    Map<String, Object> a =
        Files.readAttributes(
            file, "unix:mode,uid,gid,size,lastModifiedTime,rdev,ino", LinkOption.NOFOLLOW_LINKS);
    return new HostStat(
        (int) number(a, "mode"),
        (int) number(a, "uid"),
        (int) number(a, "gid"),
        number(a, "size"),
        ((FileTime) Objects.requireNonNull(a.get("lastModifiedTime"))).to(TimeUnit.NANOSECONDS),
        number(a, "rdev"),
        number(a, "ino"));
  }

  private static long number(Map<String, Object> attributes, String name) {
    return ((Number) Objects.requireNonNull(attributes.get(name))).longValue();
  }

  int type() {
    return mode & Mode.FMT;
  }

  /** The device number of a device node, 0 for anything else. */
  long device() {
    return type() == Mode.CHR || type() == Mode.BLK
        ? Dev.make(Dev.major(rdev), Dev.minor(rdev))
        : 0;
  }

  /** A number that changes when the file does. */
  long stamp() {
    return type() == Mode.REG ? (size * 31 + mtime) * 31 + ino : 0;
  }
}
