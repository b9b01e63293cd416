package modbox.tool.udev;

import modbox.abi.ErrnoException;
import modbox.udev.builtin.Builtin;
import modbox.udev.daemon.Settings;
import modbox.udev.daemon.SyscallHost;
import modbox.udev.device.Device;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.RuleEvent;
import modbox.user.Proc;

/** A machine on which rules are only tried: messages go to standard error, nothing is renamed. */
final class TalkingHost extends SyscallHost {
  private final Proc proc;

  TalkingHost(Proc proc, Settings settings, Builtin.Listener listener) {
    super(proc.sys(), settings, listener);
    this.proc = proc;
  }

  @Override
  public boolean logs(Diagnostic.Level level) {
    return true;
  }

  @Override
  public void log(Diagnostic.Level level, String text) {
    try {
      proc.err(text + "\n");
    } catch (ErrnoException e) {
      // nobody reads it
      return;
    }
  }

  @Override
  public Device rename(RuleEvent event) {
    return event.device();
  }
}
