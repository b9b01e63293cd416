package modbox.tool.sys;

import modbox.abi.ErrnoException;
import modbox.user.Proc;

/** The processors that /proc tells of. */
final class Processors {
  private Processors() {}

  /** Their number, at least 1. */
  static int count(Proc proc) {
    try {
      int count = 0;
      for (String line : proc.readText("/proc/stat").split("\n")) {
        count += line.matches("cpu[0-9]+ .*") ? 1 : 0;
      }
      return Math.max(1, count);
    } catch (ErrnoException e) {
      return 1;
    }
  }
}
