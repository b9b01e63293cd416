package modbox.kernel;

import io.vavr.collection.SortedMap;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.task.Channel;
import modbox.task.Fd;
import modbox.task.Processes;
import modbox.task.Rlimit;
import modbox.task.Scheduler;
import modbox.task.TaskRow;
import modbox.vfs.Current;
import modbox.vfs.Files;
import modbox.vfs.OpenFile;
import modbox.vfs.Place;
import modbox.vfs.Vfs;

/** Calls on descriptors: numbers in a task's row that stand for open files. */
final class FileDoor implements FileCalls {
  /** RLIMIT_NOFILE by Linux's number. */
  private static final int NOFILE = 7;

  private final Processes processes;
  private final Scheduler scheduler;
  private final Current current;
  private final Vfs vfs;
  private final Files files;

  FileDoor(Processes processes, Scheduler scheduler, Current current, Vfs vfs) {
    this.processes = processes;
    this.scheduler = scheduler;
    this.current = current;
    this.vfs = vfs;
    this.files = vfs.open();
  }

  private Fd entry(int fd) throws ErrnoException {
    Fd entry = processes.self().fds().getOrElse(fd, null);
    if (entry == null) {
      throw Errno.EBADF.on("descriptor " + fd);
    }
    return entry;
  }

  /** The open file behind a descriptor. */
  long file(int fd) throws ErrnoException {
    return entry(fd).file();
  }

  private void set(SortedMap<Integer, Fd> fds) {
    processes.update(processes.self().withFds(fds));
  }

  private int limit() {
    Rlimit limit = processes.self().limits().getOrElse(NOFILE, new Rlimit(1024, 1024));
    return limit.soft() < 0 ? Integer.MAX_VALUE : (int) Math.min(limit.soft(), 1 << 20);
  }

  /** The lowest free descriptor from {@code least} on. EMFILE beyond the limit. */
  private int free(int least) throws ErrnoException {
    SortedMap<Integer, Fd> fds = processes.self().fds();
    int fd = least;
    while (fds.containsKey(fd)) {
      fd++;
    }
    if (fd >= limit()) {
      throw Errno.EMFILE.on("descriptor");
    }
    return fd;
  }

  /** Gives an open file the lowest free descriptor; closes it if there is none. */
  int install(long file, boolean closeOnExec) throws ErrnoException {
    try {
      int fd = free(0);
      set(processes.self().fds().put(fd, new Fd(file, closeOnExec)));
      return fd;
    } catch (ErrnoException e) {
      files.release(file);
      throw e;
    }
  }

  @Override
  public int openat(int dirfd, String path, int flags, int mode) throws ErrnoException {
    free(0);
    Place start = current.cwd();
    if (dirfd != Open.AT_FDCWD && !path.startsWith("/")) {
      start = files.row(file(dirfd)).place();
    }
    return install(files.open(start, path, flags, mode), (flags & Open.CLOEXEC) != 0);
  }

  @Override
  public void close(int fd) throws ErrnoException {
    Fd entry = entry(fd);
    set(processes.self().fds().remove(fd));
    files.release(entry.file());
  }

  @Override
  public int read(int fd, byte[] buffer, int offset, int length) throws ErrnoException {
    return files.read(file(fd), buffer, offset, length);
  }

  @Override
  public int write(int fd, byte[] buffer, int offset, int length) throws ErrnoException {
    return files.write(file(fd), buffer, offset, length);
  }

  @Override
  public int pread(int fd, byte[] buffer, int offset, int length, long position)
      throws ErrnoException {
    return files.pread(file(fd), buffer, offset, length, position);
  }

  @Override
  public int pwrite(int fd, byte[] buffer, int offset, int length, long position)
      throws ErrnoException {
    return files.pwrite(file(fd), buffer, offset, length, position);
  }

  @Override
  public long lseek(int fd, long offset, int whence) throws ErrnoException {
    return files.lseek(file(fd), offset, whence);
  }

  @Override
  public int dup(int fd) throws ErrnoException {
    return dupFrom(fd, 0, false);
  }

  @Override
  public int dup2(int fd, int target, boolean closeOnExec) throws ErrnoException {
    Fd entry = entry(fd);
    if (target < 0 || target >= limit()) {
      throw Errno.EBADF.on("descriptor " + target);
    }
    if (fd == target) {
      return target;
    }
    files.retain(entry.file());
    Fd old = processes.self().fds().getOrElse(target, null);
    set(processes.self().fds().put(target, new Fd(entry.file(), closeOnExec)));
    if (old != null) {
      files.release(old.file());
    }
    return target;
  }

  @Override
  public int dupFrom(int fd, int least, boolean closeOnExec) throws ErrnoException {
    Fd entry = entry(fd);
    if (least < 0 || least >= limit()) {
      throw Errno.EINVAL.on("descriptor " + least);
    }
    int target = free(least);
    files.retain(entry.file());
    set(processes.self().fds().put(target, new Fd(entry.file(), closeOnExec)));
    return target;
  }

  @Override
  public boolean closesOnExec(int fd) throws ErrnoException {
    return entry(fd).closeOnExec();
  }

  @Override
  public void setCloseOnExec(int fd, boolean on) throws ErrnoException {
    Fd entry = entry(fd);
    set(processes.self().fds().put(fd, new Fd(entry.file(), on)));
  }

  @Override
  public int statusFlags(int fd) throws ErrnoException {
    return files.row(file(fd)).flags();
  }

  @Override
  public void setStatusFlags(int fd, int flags) throws ErrnoException {
    files.setFlags(file(fd), flags);
  }

  @Override
  public List<Integer> descriptors() {
    return processes.self().fds().keySet().toJavaList();
  }

  @Override
  public int[] pipe(int flags) throws ErrnoException {
    if ((flags & ~(Open.CLOEXEC | Open.NONBLOCK)) != 0) {
      throw Errno.EINVAL.on("pipe");
    }
    int first = free(0);
    free(first + 1);
    boolean closes = (flags & Open.CLOEXEC) != 0;
    long[] ends = files.pipe(flags);
    return new int[] {install(ends[0], closes), install(ends[1], closes)};
  }

  @Override
  public Stat fstat(int fd) throws ErrnoException {
    return files.stat(file(fd));
  }

  @Override
  public void ftruncate(int fd, long size) throws ErrnoException {
    files.truncate(file(fd), size);
  }

  private Place changeable(int fd) throws ErrnoException {
    OpenFile row = files.row(file(fd));
    if (row.kind().equals(OpenFile.PATH)) {
      throw Errno.EBADF.on("descriptor " + fd);
    }
    return row.place();
  }

  @Override
  public void fchmod(int fd, int mode) throws ErrnoException {
    vfs.attributes().chmod(changeable(fd), mode, "descriptor " + fd);
  }

  @Override
  public void fchown(int fd, int uid, int gid) throws ErrnoException {
    vfs.attributes().chown(changeable(fd), uid, gid, "descriptor " + fd);
  }

  @Override
  public void fsync(int fd) throws ErrnoException {
    OpenFile row = files.row(file(fd));
    if (row.kind().equals(OpenFile.PIPE)) {
      throw Errno.EINVAL.on("fsync");
    }
  }

  @Override
  public int[] poll(int[] fds, int[] events, long timeout) throws ErrnoException {
    long deadline = timeout < 0 ? Long.MAX_VALUE : scheduler.clock().monotonic() + timeout;
    while (true) {
      var happened = new int[fds.length];
      if (look(fds, events, happened)) {
        return happened;
      }
      long left = timeout < 0 ? -1 : deadline - scheduler.clock().monotonic();
      if (timeout >= 0 && left <= 0) {
        return happened;
      }
      current.await(channels(fds), left);
    }
  }

  private boolean look(int[] fds, int[] events, int[] happened) throws ErrnoException {
    boolean any = false;
    for (int i = 0; i < fds.length; i++) {
      if (fds[i] >= 0) {
        Fd entry = processes.self().fds().getOrElse(fds[i], null);
        int always = Open.POLLERR | Open.POLLHUP | 32;
        happened[i] = entry == null ? 32 : files.poll(entry.file()) & (events[i] | always);
        any |= happened[i] != 0;
      }
    }
    return any;
  }

  private List<String> channels(int[] fds) throws ErrnoException {
    var channels = new ArrayList<String>();
    for (int fd : fds) {
      Fd entry = fd < 0 ? null : processes.self().fds().getOrElse(fd, null);
      if (entry != null) {
        channels.addAll(files.channels(entry.file()));
      }
    }
    return channels.isEmpty() ? List.of("poll_schedule_timeout:0") : channels;
  }

  @Override
  public int ioctl(int fd, int request, byte[] argument) throws ErrnoException {
    return files.ioctl(file(fd), request, argument);
  }

  @Override
  public void flock(int fd, int operation) throws ErrnoException {
    files.flock(file(fd), operation);
  }

  /** A child has copies of its parent's descriptors. */
  void inherited(TaskRow child) {
    for (Fd entry : child.fds().values()) {
      files.share(entry.file());
    }
  }

  /** A task has ended: its descriptors are closed. */
  void abandoned(TaskRow task) {
    for (Fd entry : task.fds().values()) {
      files.release(entry.file());
    }
    vfs.sweep();
  }

  /** The scheduler's channel for a name of vfs: {@code WCHAN:ID}, with ! if only the host wakes. */
  static Channel channel(String name) {
    int colon = name.indexOf(':');
    if (colon < 0) {
      return Channel.of(name, 0);
    }
    boolean host = name.endsWith("!");
    long id = Long.parseLong(name, colon + 1, name.length() - (host ? 1 : 0), 10);
    return new Channel(name.substring(0, colon), id, host);
  }
}
