package modbox.kernel;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import modbox.abi.Credentials;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.task.Scheduler;
import modbox.world.World;

/** System calls on tasks and signals. */
abstract class TaskEntry extends DirectoryEntry implements TaskCalls, SignalCalls {
  private final TaskCalls tasks;
  private final SignalCalls signals;

  TaskEntry(
      World world,
      Scheduler scheduler,
      FileCalls files,
      DirectoryCalls directories,
      TaskCalls tasks,
      SignalCalls signals) {
    super(world, scheduler, files, directories);
    this.tasks = tasks;
    this.signals = signals;
  }

  @Override
  public int getpid() {
    scheduler.enterKernel();
    return tasks.getpid();
  }

  @Override
  public int getppid() {
    scheduler.enterKernel();
    return tasks.getppid();
  }

  @Override
  public int fork(Child body) throws ErrnoException {
    scheduler.enterKernel();
    return tasks.fork(body);
  }

  @Override
  public void execve(String path, List<String> argv, List<String> environment)
      throws ErrnoException {
    scheduler.enterKernel();
    tasks.execve(path, argv, environment);
  }

  @Override
  public void exit(int status) {
    scheduler.enterKernel();
    tasks.exit(status);
  }

  @Override
  public Optional<WaitStatus> wait4(int pid, int options) throws ErrnoException {
    scheduler.enterKernel();
    return tasks.wait4(pid, options);
  }

  @Override
  public Credentials credentials() {
    scheduler.enterKernel();
    return tasks.credentials();
  }

  @Override
  public void setresuid(int ruid, int euid, int suid) throws ErrnoException {
    scheduler.enterKernel();
    tasks.setresuid(ruid, euid, suid);
  }

  @Override
  public void setresgid(int rgid, int egid, int sgid) throws ErrnoException {
    scheduler.enterKernel();
    tasks.setresgid(rgid, egid, sgid);
  }

  @Override
  public void setgroups(List<Integer> groups) throws ErrnoException {
    scheduler.enterKernel();
    tasks.setgroups(groups);
  }

  @Override
  public void capset(long effective, long permitted, long inheritable) throws ErrnoException {
    scheduler.enterKernel();
    tasks.capset(effective, permitted, inheritable);
  }

  @Override
  public void dropBounding(int capability) throws ErrnoException {
    scheduler.enterKernel();
    tasks.dropBounding(capability);
  }

  @Override
  public int getpgid(int pid) throws ErrnoException {
    scheduler.enterKernel();
    return tasks.getpgid(pid);
  }

  @Override
  public void setpgid(int pid, int pgid) throws ErrnoException {
    scheduler.enterKernel();
    tasks.setpgid(pid, pgid);
  }

  @Override
  public int getsid(int pid) throws ErrnoException {
    scheduler.enterKernel();
    return tasks.getsid(pid);
  }

  @Override
  public int setsid() throws ErrnoException {
    scheduler.enterKernel();
    return tasks.setsid();
  }

  @Override
  public void setComm(String name) {
    scheduler.enterKernel();
    tasks.setComm(name);
  }

  @Override
  public int nice(int increment) throws ErrnoException {
    scheduler.enterKernel();
    return tasks.nice(increment);
  }

  @Override
  public long[] getrlimit(int resource) throws ErrnoException {
    scheduler.enterKernel();
    return tasks.getrlimit(resource);
  }

  @Override
  public void setrlimit(int resource, long soft, long hard) throws ErrnoException {
    scheduler.enterKernel();
    tasks.setrlimit(resource, soft, hard);
  }

  @Override
  public long[] times() {
    scheduler.enterKernel();
    return tasks.times();
  }

  @Override
  public long clock(int clock) {
    scheduler.enterKernel();
    return tasks.clock(clock);
  }

  @Override
  public void setClock(long nanoseconds) throws ErrnoException {
    scheduler.enterKernel();
    tasks.setClock(nanoseconds);
  }

  @Override
  public void nanosleep(long nanoseconds) throws ErrnoException {
    scheduler.enterKernel();
    tasks.nanosleep(nanoseconds);
  }

  @Override
  public void sched_yield() {
    scheduler.enterKernel();
    tasks.sched_yield();
  }

  @Override
  public void checkpoint() {
    scheduler.checkpoint();
  }

  @Override
  public <T> T outside(Callable<T> body) {
    scheduler.enterKernel();
    return tasks.outside(body);
  }

  @Override
  public Registration onKill(Runnable interrupt) {
    scheduler.enterKernel();
    return tasks.onKill(interrupt);
  }

  @Override
  public Optional<Object> memory() {
    scheduler.enterKernel();
    return tasks.memory();
  }

  @Override
  public void setMemory(Object value) {
    scheduler.enterKernel();
    tasks.setMemory(value);
  }

  @Override
  public void kill(int pid, int signal) throws ErrnoException {
    scheduler.enterKernel();
    signals.kill(pid, signal);
  }

  @Override
  public Signal.Disposition sigaction(Signal signal, Signal.Disposition disposition)
      throws ErrnoException {
    scheduler.enterKernel();
    return signals.sigaction(signal, disposition);
  }

  @Override
  public Signal.Disposition disposition(Signal signal) {
    scheduler.enterKernel();
    return signals.disposition(signal);
  }

  @Override
  public long sigprocmask(long mask) {
    scheduler.enterKernel();
    return signals.sigprocmask(mask);
  }

  @Override
  public Optional<Signal> takeSignal() {
    scheduler.enterKernel();
    return signals.takeSignal();
  }

  @Override
  public void pause() throws ErrnoException {
    scheduler.enterKernel();
    signals.pause();
  }

  @Override
  public long setitimer(long value, long interval) throws ErrnoException {
    scheduler.enterKernel();
    return signals.setitimer(value, interval);
  }
}
