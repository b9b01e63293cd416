package modbox.tool.sys;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The commands of this package. */
public final class SysTools implements ToolFamily {
  private static final List<String> PATHS =
      List.of(
          "/usr/bin/[",
          "/usr/bin/arch",
          "/usr/bin/date",
          "/usr/bin/env",
          "/usr/bin/expr",
          "/usr/bin/false",
          "/usr/bin/getent",
          "/usr/bin/groups",
          "/usr/bin/hostname",
          "/usr/bin/id",
          "/usr/bin/nproc",
          "/usr/bin/printenv",
          "/usr/bin/sleep",
          "/usr/bin/test",
          "/usr/bin/timeout",
          "/usr/bin/true",
          "/usr/bin/tty",
          "/usr/bin/uname",
          "/usr/bin/which",
          "/usr/bin/whoami",
          "/usr/bin/xargs",
          "/usr/sbin/capsh");

  @Override
  public List<String> paths() {
    return PATHS;
  }

  @Override
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "[", "test" -> new TestTool(name);
          case "arch", "uname" -> new Uname(name);
          case "capsh" -> new Capsh();
          case "date" -> new DateTool();
          case "env" -> new Env();
          case "expr" -> new Expr();
          case "false", "true" -> new Constant(name);
          case "getent" -> new Getent();
          case "groups" -> new GroupsTool();
          case "hostname" -> new Hostname();
          case "id" -> new Id();
          case "nproc" -> new Nproc();
          case "printenv" -> new Printenv();
          case "sleep" -> new Sleep();
          case "timeout" -> new Timeout();
          case "tty" -> new Tty();
          case "which" -> new Which();
          case "whoami" -> new Whoami();
          case "xargs" -> new Xargs();
          default -> null;
        });
  }
}
