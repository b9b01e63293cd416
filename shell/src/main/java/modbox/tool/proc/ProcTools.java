package modbox.tool.proc;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The commands of this package. */
public final class ProcTools implements ToolFamily {
  private static final List<String> PATHS =
      List.of(
          "/usr/bin/free",
          "/usr/bin/kill",
          "/usr/bin/nice",
          "/usr/bin/nohup",
          "/usr/bin/pgrep",
          "/usr/bin/pidof",
          "/usr/bin/pkill",
          "/usr/bin/ps",
          "/usr/bin/setsid",
          "/usr/bin/uptime",
          "/usr/sbin/sysctl");

  @Override
  public List<String> paths() {
    return PATHS;
  }

  @Override
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "free" -> new Free();
          case "kill" -> new Kill();
          case "nice", "nohup", "setsid" -> new Launcher(name);
          case "pgrep", "pkill" -> new Pgrep(name);
          case "pidof" -> new Pidof();
          case "ps" -> new Ps();
          case "sysctl" -> new Sysctl();
          case "uptime" -> new Uptime();
          default -> null;
        });
  }
}
