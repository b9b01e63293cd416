package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.udev.daemon.Settings;
import modbox.udev.daemon.Udevd;
import modbox.udev.device.SysFiles;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** systemd-udevd(8). */
public final class SystemdUdevd implements Tool {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "systemd-udevd",
          "/usr/lib/systemd/systemd-udevd",
          "[OPTIONS...]",
          "handle the kernel's events by rules",
          java.util.List.of(
              flag('d', "daemon", "work in the background"),
              flag('D', "debug", "more messages"),
              value('c', "children-max", "INT", "how many workers at once"),
              value('e', "exec-delay", "SECONDS", "wait before each program"),
              value('t', "event-timeout", "SECONDS", "how long a program may take"),
              value('N', "resolve-names", "early|late|never", "when names become numbers")),
          ToolSpec.Parsing.PERMUTE,
          1);

  /** How many sockets a daemon is given that begins again. */
  private static final String PASSED = "2";

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (proc.sys().credentials().euid() != 0) {
      return proc.fail("Need to be privileged.");
    }
    Settings settings = Settings.read(new SysFiles(proc.sys()));
    settings.set("children_max", args.value("children-max"));
    settings.set("exec_delay", args.value("exec-delay"));
    settings.set("event_timeout", args.value("event-timeout"));
    settings.set("resolve_names", args.value("resolve-names"));
    if (args.has("debug")) {
      settings.set("udev_log", java.util.Optional.of("debug"));
    }
    var daemon = new Udevd(proc.sys(), settings);
    if (proc.env("LISTEN_FDS").orElse("").equals(PASSED)) {
      daemon.adopt();
    } else {
      daemon.listen();
    }
    if (!args.has("daemon")) {
      return new ExitStatus(daemon.run());
    }
    proc.sys()
        .fork(
            () -> {
              proc.sys().setsid();
              return daemon.run();
            });
    return ExitStatus.OK;
  }
}
