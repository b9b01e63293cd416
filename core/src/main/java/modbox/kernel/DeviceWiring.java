package modbox.kernel;

import modbox.abi.Credentials;
import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.abi.Step;
import modbox.abi.Uevent;
import modbox.device.DeviceCore;
import modbox.device.Surroundings;
import modbox.fs.devtmpfs.Devtmpfs;

/** Connects the driver core with log, /dev, /sys, netlink and the clock. */
final class DeviceWiring implements Surroundings {
  private final Kernel kernel;
  private final DeviceCore core;

  DeviceWiring(Kernel kernel) {
    this.kernel = kernel;
    core = new DeviceCore(kernel.world, this);
    core.plant(kernel.fileSystems.sys);
    core.rearm();
  }

  DeviceCore core() {
    return core;
  }

  /** The devices that a machine starts with; a bare one has none. */
  void boot() {
    core.boot();
    if (!kernel.options.bare()) {
      core.plugMachine();
    }
  }

  @Override
  public void log(int level, String text) {
    kernel.log.printk(level, text);
  }

  private Devtmpfs dev() {
    return kernel.fileSystems.devtmpfs;
  }

  @Override
  public void createNode(String name, boolean block, int major, int minor, int mode) {
    try {
      dev().create(name, mode, 0, 0, block, Dev.make(major, minor));
    } catch (ErrnoException e) {
      log(4, "devtmpfs: " + name + ": " + e.errno().text());
    }
  }

  @Override
  public void removeNode(String name, boolean block, int major, int minor) {
    try {
      dev().remove(name, block, Dev.make(major, minor));
      kernel.fileSystems.deviceGone(block, Dev.make(major, minor));
    } catch (ErrnoException e) {
      log(4, "devtmpfs: " + name + ": " + e.errno().text());
    }
  }

  @Override
  public void uevent(Uevent uevent) {
    kernel.sockets.broadcast(
        SocketCalls.NETLINK_KOBJECT_UEVENT,
        1,
        new SocketCalls.Message(uevent.message(), 0, 1, 0, Credentials.root()),
        0);
  }

  @Override
  public void later(long due) {
    kernel.scheduler.timers().at(due, core::runWork);
  }

  @Override
  public long uptime() {
    return kernel.clock.monotonic();
  }

  @Override
  public String release() {
    return kernel.options.release();
  }

  @Override
  public void explain(Step step) {
    kernel.explain(step);
  }
}
