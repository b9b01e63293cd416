package modbox.udev.daemon;

import modbox.abi.ErrnoException;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.RuleEvent;
import modbox.udev.rule.RuleHost;

/** Runs what the rules have put on the RUN list. Source: udev_event_execute_run(). */
final class RunList {
  private static final int MOST_OUTPUT = 1;

  private RunList() {}

  static void run(SyscallHost host, RuleEvent event) {
    for (RuleEvent.Run run : event.runs()) {
      if (!run.builtin().isEmpty()) {
        int status = host.builtin(event, run.builtin(), run.command());
        if (status < 0) {
          host.log(
              Diagnostic.Level.DEBUG,
              event.device().sysname() + ": Failed to run builtin '" + run.command() + "'");
        }
      } else {
        program(host, event, run.command());
      }
    }
  }

  private static void program(SyscallHost host, RuleEvent event, String command) {
    if (host.settings().execDelay > 0) {
      try {
        host.sys().nanosleep(host.settings().execDelay);
      } catch (ErrnoException e) {
        return; // the worker is being stopped
      }
    }
    RuleHost.Spawned ran = host.spawn(event.device(), command, MOST_OUTPUT);
    String name = event.device().sysname();
    if (ran.status() > 0) {
      host.log(
          Diagnostic.Level.WARNING,
          name + ": Process '" + command + "' failed with exit code " + ran.status() + ".");
    } else if (ran.status() < 0) {
      host.log(Diagnostic.Level.WARNING, name + ": Failed to execute '" + command + "', ignoring");
    }
  }
}
