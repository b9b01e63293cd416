package modbox.fs.procfs;

import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.pseudo.SeqFile;
import modbox.pseudo.Text;
import modbox.vfs.Mount;
import modbox.vfs.Place;
import modbox.vfs.Super;
import modbox.vfs.Vfs;

/**
 * mounts, mountinfo and mountstats as a task with this root sees them. Source: fs/proc_namespace.c.
 */
record MountFiles(Vfs vfs, Place root) {
  private interface Line {
    void show(Text out, Mount mount, Super files, String dir) throws ErrnoException;
  }

  private SeqFile each(Line line) {
    return out -> {
      for (Mount mount : vfs.mounts().all()) {
        String dir = vfs.mounts().path(Place.root(mount.id(), mount.root()), root);
        if (!dir.startsWith("(unreachable)")) {
          line.show(out, mount, vfs.superOf(mount), mangle(dir));
        }
      }
    };
  }

  SeqFile mounts() {
    return each(
        (out, mount, files, dir) -> {
          out.put(mangle(mount.source())).put(' ').put(dir).put(' ').put(files.type()).put(' ');
          out.put(readOnly(mount, files) ? "ro" : "rw").put(flags(mount));
          out.put(files.options().isEmpty() ? "" : "," + files.options()).line(" 0 0");
        });
  }

  SeqFile mountinfo() {
    return each(
        (out, mount, files, dir) -> {
          int parent = mount.parent() == mount.id() ? 1 : mount.parent();
          out.put(mount.id()).put(' ').put(parent).put(' ').put(Dev.major(files.dev()));
          out.put(':').put(Dev.minor(files.dev())).put(' ');
          out.put(mangle(vfs.mounts().rootPath(mount))).put(' ').put(dir).put(' ');
          out.put((mount.flags() & Mount.RDONLY) != 0 ? "ro" : "rw").put(flags(mount));
          out.put(" - ").put(files.type()).put(' ').put(mangle(mount.source())).put(' ');
          out.put(files.readOnly() ? "ro" : "rw");
          out.line(files.options().isEmpty() ? "" : "," + files.options());
        });
  }

  SeqFile mountstats() {
    return each(
        (out, mount, files, dir) ->
            out.line(
                "device "
                    + mangle(mount.source())
                    + " mounted on "
                    + dir
                    + " with fstype "
                    + files.type()));
  }

  private static boolean readOnly(Mount mount, Super files) {
    return files.readOnly() || (mount.flags() & Mount.RDONLY) != 0;
  }

  private static String flags(Mount mount) {
    long flags = mount.flags();
    return ((flags & Mount.NOSUID) != 0 ? ",nosuid" : "")
        + ((flags & Mount.NODEV) != 0 ? ",nodev" : "")
        + ((flags & Mount.NOEXEC) != 0 ? ",noexec" : "")
        + ((flags & Mount.NOATIME) != 0 ? ",noatime" : "")
        + ((flags & Mount.RELATIME) != 0 ? ",relatime" : "");
  }

  /** Blanks, backslashes and hashes as octal escapes. Source: mangle, fs/proc_namespace.c. */
  private static String mangle(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case ' ', '\t', '\n', '\\', '#' ->
            out.append('\\')
                .append((char) ('0' + (c >> 6)))
                .append((char) ('0' + (c >> 3 & 7)))
                .append((char) ('0' + (c & 7)));
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
