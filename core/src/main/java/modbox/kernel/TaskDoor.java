package modbox.kernel;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import modbox.abi.Capability;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.WaitStatus;
import modbox.task.Channel;
import modbox.task.Clock;
import modbox.task.Processes;
import modbox.task.Rlimit;
import modbox.task.Scheduler;
import modbox.task.TaskExit;
import modbox.task.TaskRow;
import modbox.world.World;

/** Calls on tasks. */
final class TaskDoor implements TaskCalls {
  private static final int RESOURCES = 16;

  private final World world;
  private final Scheduler scheduler;
  private final Processes processes;
  private final Kernel kernel;

  TaskDoor(Kernel kernel) {
    this.kernel = kernel;
    this.world = kernel.world;
    this.scheduler = kernel.scheduler;
    this.processes = kernel.processes;
  }

  private TaskRow self() {
    return processes.self();
  }

  @Override
  public int getpid() {
    return self().pid();
  }

  @Override
  public int getppid() {
    return self().ppid();
  }

  @Override
  public int fork(Child body) throws ErrnoException {
    return processes.fork(body::run);
  }

  @Override
  public void execve(String path, List<String> argv, List<String> environment)
      throws ErrnoException {
    kernel.exec().run(kernel.syscalls(), path, argv, environment);
  }

  @Override
  public void exit(int status) {
    throw new TaskExit(status).raise();
  }

  @Override
  public Optional<WaitStatus> wait4(int pid, int options) throws ErrnoException {
    return processes.wait4(pid, options);
  }

  @Override
  public Credentials credentials() {
    return self().credentials();
  }

  @Override
  public void setresuid(int ruid, int euid, int suid) throws ErrnoException {
    Credentials old = credentials();
    if (!old.has(Capability.SETUID)) {
      for (int id : new int[] {ruid, euid, suid}) {
        if (id != -1 && id != old.uid() && id != old.euid() && id != old.suid()) {
          throw Errno.EPERM.on("setresuid");
        }
      }
    }
    int real = ruid == -1 ? old.uid() : ruid;
    int effective = euid == -1 ? old.euid() : euid;
    int saved = suid == -1 ? old.suid() : suid;
    boolean wasRoot = old.uid() == 0 || old.euid() == 0 || old.suid() == 0;
    boolean isRoot = real == 0 || effective == 0 || saved == 0;
    long permitted = wasRoot && !isRoot ? 0 : old.permitted();
    long caps = old.effective() & permitted;
    if (old.euid() == 0 && effective != 0) {
      caps = 0;
    } else if (old.euid() != 0 && effective == 0) {
      caps = permitted;
    }
    set(
        new Credentials(
            real,
            effective,
            saved,
            effective,
            old.gid(),
            old.egid(),
            old.sgid(),
            old.fsgid(),
            old.groups(),
            old.inheritable(),
            permitted,
            caps,
            old.bounding(),
            wasRoot && !isRoot ? 0 : old.ambient()));
  }

  private void set(Credentials credentials) {
    processes.update(self().withCredentials(credentials));
  }

  @Override
  public void setresgid(int rgid, int egid, int sgid) throws ErrnoException {
    Credentials old = credentials();
    if (!old.has(Capability.SETGID)) {
      for (int id : new int[] {rgid, egid, sgid}) {
        if (id != -1 && id != old.gid() && id != old.egid() && id != old.sgid()) {
          throw Errno.EPERM.on("setresgid");
        }
      }
    }
    int effective = egid == -1 ? old.egid() : egid;
    set(
        new Credentials(
            old.uid(),
            old.euid(),
            old.suid(),
            old.fsuid(),
            rgid == -1 ? old.gid() : rgid,
            effective,
            sgid == -1 ? old.sgid() : sgid,
            effective,
            old.groups(),
            old.inheritable(),
            old.permitted(),
            old.effective(),
            old.bounding(),
            old.ambient()));
  }

  @Override
  public void setgroups(List<Integer> groups) throws ErrnoException {
    Credentials old = credentials();
    if (!old.has(Capability.SETGID)) {
      throw Errno.EPERM.on("setgroups");
    }
    set(
        new Credentials(
            old.uid(),
            old.euid(),
            old.suid(),
            old.fsuid(),
            old.gid(),
            old.egid(),
            old.sgid(),
            old.fsgid(),
            groups,
            old.inheritable(),
            old.permitted(),
            old.effective(),
            old.bounding(),
            old.ambient()));
  }

  @Override
  public void capset(long effective, long permitted, long inheritable) throws ErrnoException {
    Credentials old = credentials();
    boolean allowed =
        (permitted & ~old.permitted()) == 0
            && (effective & ~permitted) == 0
            && (inheritable & ~(old.inheritable() | old.permitted())) == 0;
    if (!allowed) {
      throw Errno.EPERM.on("capset");
    }
    set(capabilities(old, inheritable, permitted, effective, old.bounding()));
  }

  private static Credentials capabilities(
      Credentials old, long inheritable, long permitted, long effective, long bounding) {
    return new Credentials(
        old.uid(),
        old.euid(),
        old.suid(),
        old.fsuid(),
        old.gid(),
        old.egid(),
        old.sgid(),
        old.fsgid(),
        old.groups(),
        inheritable,
        permitted,
        effective,
        bounding,
        old.ambient() & permitted & inheritable);
  }

  @Override
  public void dropBounding(int capability) throws ErrnoException {
    Credentials old = credentials();
    if (!old.has(Capability.SETPCAP)) {
      throw Errno.EPERM.on("prctl");
    }
    if (capability < 0 || capability >= Capability.values().length) {
      throw Errno.EINVAL.on("prctl");
    }
    long bounding = old.bounding() & ~(1L << capability);
    set(capabilities(old, old.inheritable(), old.permitted(), old.effective(), bounding));
  }

  @Override
  public int getpgid(int pid) throws ErrnoException {
    return processes.lookUp(pid).pgid();
  }

  @Override
  public void setpgid(int pid, int pgid) throws ErrnoException {
    TaskRow me = self();
    TaskRow target = processes.lookUp(pid);
    int group = pgid == 0 ? target.pid() : pgid;
    if (group < 0) {
      throw Errno.EINVAL.on("setpgid");
    }
    if (target.pid() != me.pid() && target.ppid() != me.pid()) {
      throw Errno.ESRCH.on("setpgid");
    }
    if (target.sid() == target.pid() || target.sid() != me.sid()) {
      throw Errno.EPERM.on("setpgid");
    }
    if (group != target.pid() && !groupInSession(group, me.sid())) {
      throw Errno.EPERM.on("setpgid");
    }
    processes.update(target.edit().pgid(group).done());
  }

  private boolean groupInSession(int pgid, int sid) {
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      if (row.pgid() == pgid && row.sid() == sid) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int getsid(int pid) throws ErrnoException {
    return processes.lookUp(pid).sid();
  }

  @Override
  public int setsid() throws ErrnoException {
    TaskRow me = self();
    for (TaskRow row : world.rows(TaskRow.TABLE)) {
      if (row.pgid() == me.pid()) {
        throw Errno.EPERM.on("setsid");
      }
    }
    processes.update(me.edit().sid(me.pid()).pgid(me.pid()).tty(0).done());
    return me.pid();
  }

  @Override
  public void setComm(String name) {
    processes.update(self().edit().comm(name).done());
  }

  @Override
  public int nice(int increment) throws ErrnoException {
    TaskRow me = self();
    int wanted = Math.clamp((long) me.nice() + increment, -20, 19);
    if (wanted < me.nice() && !me.credentials().has(Capability.SYS_NICE)) {
      throw Errno.EPERM.on("nice");
    }
    processes.update(me.edit().nice(wanted).done());
    return wanted;
  }

  @Override
  public long[] getrlimit(int resource) throws ErrnoException {
    checkResource(resource);
    Rlimit limit = self().limits().getOrElse(resource, new Rlimit(-1, -1));
    return new long[] {limit.soft(), limit.hard()};
  }

  private static void checkResource(int resource) throws ErrnoException {
    if (resource < 0 || resource >= RESOURCES) {
      throw Errno.EINVAL.on("rlimit");
    }
  }

  @Override
  public void setrlimit(int resource, long soft, long hard) throws ErrnoException {
    long[] old = getrlimit(resource);
    // As unsigned numbers -1 is the greatest.
    if (Long.compareUnsigned(soft, hard) > 0) {
      throw Errno.EINVAL.on("setrlimit");
    }
    TaskRow me = self();
    if (Long.compareUnsigned(hard, old[1]) > 0 && !me.credentials().has(Capability.SYS_RESOURCE)) {
      throw Errno.EPERM.on("setrlimit");
    }
    processes.update(me.edit().limits(me.limits().put(resource, new Rlimit(soft, hard))).done());
  }

  @Override
  public long[] times() {
    processes.publish();
    TaskRow.Cpu cpu = self().cpu();
    return new long[] {
      cpu.user() * Clock.STEP_NANOS,
      cpu.system() * Clock.STEP_NANOS,
      cpu.childUser() * Clock.STEP_NANOS,
      cpu.childSystem() * Clock.STEP_NANOS
    };
  }

  @Override
  public long clock(int clock) {
    return clock == 0 ? kernel.clock.realtime() : kernel.clock.monotonic();
  }

  @Override
  public void setClock(long nanoseconds) throws ErrnoException {
    if (!credentials().has(Capability.SYS_TIME)) {
      throw Errno.EPERM.on("clock_settime");
    }
    kernel.clock.setRealtime(nanoseconds);
  }

  @Override
  public void nanosleep(long nanoseconds) throws ErrnoException {
    if (nanoseconds < 0) {
      throw Errno.EINVAL.on("nanosleep");
    }
    Channel channel = Channel.of("hrtimer_nanosleep", getpid());
    scheduler.block(channel, () -> false, nanoseconds);
  }

  @Override
  public void sched_yield() {
    scheduler.giveWay();
  }

  @Override
  public void checkpoint() {
    scheduler.checkpoint();
  }

  @Override
  public <T> T outside(Callable<T> body) {
    try {
      return scheduler.outside(body);
    } catch (Exception e) {
      throw e instanceof RuntimeException defect ? defect : new IllegalStateException(e);
    }
  }

  @Override
  public Registration onKill(Runnable interrupt) {
    Runnable undo = scheduler.onKill(interrupt);
    return undo::run;
  }

  @Override
  public Optional<Object> memory() {
    return self().memory();
  }

  @Override
  public void setMemory(Object value) {
    processes.update(self().edit().memory(Optional.of(value)).done());
  }
}
