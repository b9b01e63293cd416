package modbox.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import modbox.abi.Capability;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.device.DeviceCore;
import modbox.task.Processes;

/** Plugging and pulling. */
final class DeviceDoor implements DeviceCalls {
  private final Processes processes;
  private final DeviceCore core;

  DeviceDoor(Processes processes, DeviceCore core) {
    this.processes = processes;
    this.core = core;
  }

  private void need(String call) throws ErrnoException {
    if (!processes.self().credentials().has(Capability.SYS_ADMIN)) {
      throw Errno.EPERM.on(call);
    }
  }

  @Override
  public List<String> plug(String origin, byte[] description, Plug mode) throws ErrnoException {
    need("plug");
    String text = new String(description, ISO_8859_1);
    return switch (mode) {
      case GATED -> core.plug(origin, text);
      case RAW -> core.plugRaw(origin, text);
    };
  }

  @Override
  public void unplug(String devpath) throws ErrnoException {
    need("unplug");
    core.unplug(devpath);
  }

  @Override
  public List<String> pluggedRaw() {
    return core.raw();
  }

  @Override
  public boolean probing() {
    return core.probing();
  }
}
