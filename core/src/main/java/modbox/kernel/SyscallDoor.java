package modbox.kernel;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Step;
import modbox.abi.Termios;
import modbox.abi.WindowSize;
import modbox.task.Scheduler;
import modbox.world.World;

/**
 * The way into the kernel: each call is a step of the running task, goes to the door of its
 * subject, and what changes files undoes itself if it fails.
 */
final class SyscallDoor extends TaskEntry implements Syscalls {
  private final TerminalCalls terminals;
  private final SocketCalls sockets;
  private final ModuleCalls modules;
  private final DeviceCalls devices;
  private final SystemCalls system;
  private final Monitor monitor;

  SyscallDoor(
      World world,
      Scheduler scheduler,
      FileCalls files,
      DirectoryCalls directories,
      TaskCalls tasks,
      SignalCalls signals,
      TerminalCalls terminals,
      SocketCalls sockets,
      ModuleCalls modules,
      DeviceCalls devices,
      SystemCalls system,
      Monitor monitor) {
    super(world, scheduler, files, directories, tasks, signals);
    this.terminals = terminals;
    this.sockets = sockets;
    this.modules = modules;
    this.devices = devices;
    this.system = system;
    this.monitor = monitor;
  }

  Monitor monitor() {
    return monitor;
  }

  @Override
  public boolean isatty(int fd) {
    scheduler.enterKernel();
    return terminals.isatty(fd);
  }

  @Override
  public Termios tcgetattr(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return terminals.tcgetattr(fd);
  }

  @Override
  public void tcsetattr(int fd, Termios termios) throws ErrnoException {
    scheduler.enterKernel();
    terminals.tcsetattr(fd, termios);
  }

  @Override
  public int tcgetpgrp(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return terminals.tcgetpgrp(fd);
  }

  @Override
  public void tcsetpgrp(int fd, int pgid) throws ErrnoException {
    scheduler.enterKernel();
    terminals.tcsetpgrp(fd, pgid);
  }

  @Override
  public WindowSize windowSize(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return terminals.windowSize(fd);
  }

  @Override
  public void setWindowSize(int fd, WindowSize size) throws ErrnoException {
    scheduler.enterKernel();
    terminals.setWindowSize(fd, size);
  }

  @Override
  public String ttyname(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return terminals.ttyname(fd);
  }

  @Override
  public int openpt() throws ErrnoException {
    scheduler.enterKernel();
    return terminals.openpt();
  }

  @Override
  public String ptsname(int master) throws ErrnoException {
    scheduler.enterKernel();
    return terminals.ptsname(master);
  }

  @Override
  public void setControllingTerminal(int fd) throws ErrnoException {
    scheduler.enterKernel();
    terminals.setControllingTerminal(fd);
  }

  @Override
  public int socket(int family, int type, int protocol) throws ErrnoException {
    scheduler.enterKernel();
    return sockets.socket(family, type, protocol);
  }

  @Override
  public void bindNetlink(int fd, int groups) throws ErrnoException {
    scheduler.enterKernel();
    sockets.bindNetlink(fd, groups);
  }

  @Override
  public void bindUnix(int fd, String path) throws ErrnoException {
    scheduler.enterKernel();
    sockets.bindUnix(fd, path);
  }

  @Override
  public void connectUnix(int fd, String path) throws ErrnoException {
    scheduler.enterKernel();
    sockets.connectUnix(fd, path);
  }

  @Override
  public void listen(int fd, int backlog) throws ErrnoException {
    scheduler.enterKernel();
    sockets.listen(fd, backlog);
  }

  @Override
  public int accept(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return sockets.accept(fd);
  }

  @Override
  public void send(int fd, String data, int group) throws ErrnoException {
    scheduler.enterKernel();
    sockets.send(fd, data, group);
  }

  @Override
  public Message receive(int fd) throws ErrnoException {
    scheduler.enterKernel();
    return sockets.receive(fd);
  }

  @Override
  public void initModule(byte[] image, String parameters) throws ErrnoException {
    scheduler.enterKernel();
    modules.initModule(image, parameters);
  }

  @Override
  public void finitModule(int fd, String parameters, int flags) throws ErrnoException {
    scheduler.enterKernel();
    modules.finitModule(fd, parameters, flags);
  }

  @Override
  public void deleteModule(String name, int flags) throws ErrnoException {
    scheduler.enterKernel();
    modules.deleteModule(name, flags);
  }

  @Override
  public List<String> plug(String origin, byte[] description, Plug mode) throws ErrnoException {
    scheduler.enterKernel();
    return devices.plug(origin, description, mode);
  }

  @Override
  public void unplug(String devpath) throws ErrnoException {
    scheduler.enterKernel();
    devices.unplug(devpath);
  }

  @Override
  public List<String> pluggedRaw() {
    scheduler.enterKernel();
    return devices.pluggedRaw();
  }

  @Override
  public boolean probing() {
    scheduler.enterKernel();
    return devices.probing();
  }

  @Override
  public Uname uname() {
    scheduler.enterKernel();
    return system.uname();
  }

  @Override
  public void sethostname(String name) throws ErrnoException {
    scheduler.enterKernel();
    system.sethostname(name);
  }

  @Override
  public Sysinfo sysinfo() {
    scheduler.enterKernel();
    return system.sysinfo();
  }

  @Override
  public byte[] syslog(int action, int argument) throws ErrnoException {
    scheduler.enterKernel();
    return system.syslog(action, argument);
  }

  @Override
  public void reboot(int command) throws ErrnoException {
    scheduler.enterKernel();
    system.reboot(command);
  }

  @Override
  public void sync() {
    scheduler.enterKernel();
    system.sync();
  }

  @Override
  public long enterEvent(String kind, String text) {
    scheduler.enterKernel();
    return system.enterEvent(kind, text);
  }

  @Override
  public void leaveEvent(long event) {
    scheduler.enterKernel();
    system.leaveEvent(event);
  }

  @Override
  public void explain(Step step) {
    scheduler.enterKernel();
    system.explain(step);
  }
}
