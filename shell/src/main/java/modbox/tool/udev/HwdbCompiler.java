package modbox.tool.udev;

import java.util.Map;
import modbox.abi.ErrnoException;
import modbox.udev.device.SysFiles;
import modbox.udev.hwdb.Hwdb;
import modbox.udev.hwdb.HwdbSource;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;

/** What systemd-hwdb and udevadm hwdb do alike. */
final class HwdbCompiler {
  private HwdbCompiler() {}

  /** Compiles the source files below a root. */
  static ExitStatus update(Proc proc, String root, boolean usr, boolean strict)
      throws ErrnoException, Failure {
    var files = new SysFiles(proc.sys());
    var source = new HwdbSource();
    int told = 0;
    for (String path : HwdbSource.paths(files, root)) {
      proc.sys().checkpoint();
      String text = files.read(path);
      if (text != null) {
        source.add(path, text);
      }
      for (; told < source.complaints().size(); told++) {
        proc.err(source.complaints().get(told) + "\n");
      }
    }
    String target = root + (usr ? "/usr/lib/udev/hwdb.bin" : "/etc/udev/hwdb.bin");
    try {
      files.mkdirs(target);
      files.replace(target, source.compile(), 0444);
    } catch (ErrnoException e) {
      throw new Failure("Failed to write database " + target + ": " + e.errno().text());
    }
    return strict && told > 0 ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  /** Prints what the database has for a key. */
  static void query(Proc proc, String modalias) throws ErrnoException, Failure {
    var files = new SysFiles(proc.sys());
    String path = Hwdb.find(files);
    if (path == null) {
      throw new Failure("hwdb.bin does not exist, please run 'systemd-hwdb update'");
    }
    String data = files.read(path);
    Hwdb hwdb = data == null ? null : Hwdb.open(data);
    if (hwdb == null) {
      throw new Failure("Failed to recognize the format of " + path);
    }
    for (Map.Entry<String, String> entry : hwdb.lookup(modalias).entrySet()) {
      proc.out().println(entry.getKey() + "=" + entry.getValue());
    }
  }
}
