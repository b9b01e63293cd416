package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Signal;
import modbox.kernel.Syscalls;
import modbox.udev.daemon.UdevMessage;
import modbox.udev.device.Device;
import modbox.udev.device.SysFiles;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm monitor: prints events as they come. */
final class MonitorVerb implements Verb {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "monitor",
          "[OPTIONS]",
          "Print events as they come",
          flag('h', "help", "print this"),
          flag('V', "version", "print the version"),
          flag('p', "property", "with their properties"),
          flag('e', "environment", "the same"),
          flag('k', "kernel", "the kernel's events"),
          flag('u', "udev", "events that udev has handled"),
          value('s', "subsystem-match", "SUBSYSTEM[/DEVTYPE]", "only of a subsystem"),
          value('t', "tag-match", "TAG", "only of devices with a tag"));

  private static final int MONOTONIC = 1;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    boolean both = !args.has("kernel") && !args.has("udev");
    var sockets = new ArrayList<Integer>();
    proc.out().println("monitor will print the received events for:");
    int udev = -1;
    int kernel = -1;
    if (both || args.has("udev")) {
      udev = Listener.socket(proc.sys(), UdevMessage.UDEV_GROUP);
      sockets.add(udev);
      proc.out().println("UDEV - the event which udev sends out after rule processing");
    }
    if (both || args.has("kernel")) {
      kernel = Listener.socket(proc.sys(), UdevMessage.KERNEL_GROUP);
      sockets.add(kernel);
      proc.out().println("KERNEL - the kernel uevent");
    }
    proc.out().println("");
    proc.out().flush();
    proc.sys().sigaction(Signal.INT, Signal.Disposition.CATCH);
    proc.sys().sigaction(Signal.TERM, Signal.Disposition.CATCH);
    listen(proc, args, sockets, kernel);
    return ExitStatus.OK;
  }

  private static void listen(Proc proc, Args args, List<Integer> sockets, int kernel)
      throws ErrnoException {
    Syscalls sys = proc.sys();
    int[] fds = sockets.stream().mapToInt(Integer::intValue).toArray();
    int[] wanted = sockets.stream().mapToInt(_ -> Open.POLLIN).toArray();
    while (sys.takeSignal().isEmpty()) {
      try {
        int[] happened = sys.poll(fds, wanted, -1);
        for (int i = fds.length - 1; i >= 0; i--) { // what the kernel said comes first
          if (happened[i] != 0) {
            String source = fds[i] == kernel ? "KERNEL" : "UDEV";
            print(proc, args, source, UdevMessage.properties(sys.receive(fds[i]).data()));
          }
        }
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINTR) {
          throw e;
        }
        return;
      }
    }
  }

  private static void print(Proc proc, Args args, String source, List<String> properties)
      throws ErrnoException {
    if (properties.isEmpty() || !isWanted(args, properties)) {
      return;
    }
    long time = proc.sys().clock(MONOTONIC) / 1000;
    proc.out()
        .printf(
            "%-6s[%d.%06d] %-8s %s (%s)\n",
            source,
            time / 1_000_000,
            time % 1_000_000,
            Listener.value(properties, "ACTION"),
            Listener.value(properties, "DEVPATH"),
            Listener.value(properties, "SUBSYSTEM"));
    if (args.has("property") || args.has("environment")) {
      Device device = Device.ofEvent(new SysFiles(proc.sys()), properties);
      for (Map.Entry<String, String> entry : device.properties().entrySet()) {
        proc.out().println(entry.getKey() + "=" + entry.getValue());
      }
      proc.out().println("");
    }
    proc.out().flush();
  }

  private static boolean isWanted(Args args, List<String> properties) {
    boolean subsystem = !args.has("subsystem-match");
    for (String match : args.values("subsystem-match")) {
      int slash = match.indexOf('/');
      String name = slash < 0 ? match : match.substring(0, slash);
      subsystem |=
          Listener.value(properties, "SUBSYSTEM").equals(name)
              && (slash < 0
                  || Listener.value(properties, "DEVTYPE").equals(match.substring(slash + 1)));
    }
    boolean tag = !args.has("tag-match");
    for (String match : args.values("tag-match")) {
      tag |= Listener.value(properties, "CURRENT_TAGS").contains(":" + match + ":");
    }
    return subsystem && tag;
  }
}
