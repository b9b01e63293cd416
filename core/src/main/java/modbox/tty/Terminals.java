package modbox.tty;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.Termios;
import modbox.abi.WindowSize;
import modbox.task.Channel;
import modbox.task.Processes;
import modbox.task.Scheduler;
import modbox.task.Signals;
import modbox.task.TaskRow;
import modbox.world.World;

/** All ptys of a machine, and what their two ends may ask of them. */
public final class Terminals {
  private final World world;
  private final Scheduler scheduler;
  private final Processes processes;
  private final JobControl jobs;
  private final Input input;
  private final Signals signals;
  private final Nodes nodes;

  /** Who makes /dev/pts/N come and go. */
  @FunctionalInterface
  public interface Nodes {
    /** Called by the task that opens the pty, or closes its last end. */
    void change(int id, boolean there, int uid);
  }

  /** Host ends by pty; not part of the machine's state. */
  private final TreeMap<Integer, HostTerminal> hosts = new TreeMap<>();

  public Terminals(
      World world, Scheduler scheduler, Processes processes, Signals signals, Nodes nodes) {
    this.nodes = nodes;
    this.world = world;
    this.scheduler = scheduler;
    this.processes = processes;
    this.signals = signals;
    this.jobs = new JobControl(world, scheduler, processes, signals);
    this.input = new Input(world, scheduler, jobs);
  }

  /** The rules of foreground and background. */
  public JobControl jobs() {
    return jobs;
  }

  /** A new pty, its master taken by the caller. */
  public int open() {
    return create(false).id();
  }

  /** A new pty whose master is the host's. */
  public HostTerminal openHost(WindowSize size) {
    TtyRow row = create(true).withSize(size);
    put(row);
    var host = new HostTerminal(this, row.id());
    hosts.put(row.id(), host);
    return host;
  }

  private TtyRow create(boolean host) {
    int id = 0;
    while (world.has(TtyRow.TABLE, id)) {
      id++;
    }
    TtyRow row = TtyRow.fresh(id, host);
    put(row);
    nodes.change(id, true, processes.self().credentials().fsuid());
    return row;
  }

  private void put(TtyRow row) {
    world.put(TtyRow.TABLE, row.id(), row);
  }

  /** A pty that is there. */
  public Optional<TtyRow> find(int id) {
    return world.find(TtyRow.TABLE, id);
  }

  /** The pty with the device number. */
  public Optional<TtyRow> byDev(long dev) {
    for (TtyRow row : world.rows(TtyRow.TABLE)) {
      if (row.dev() == dev) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  private TtyRow row(int id) throws ErrnoException {
    return find(id).orElseThrow(() -> Errno.EIO.on("tty"));
  }

  /** The slave is opened; the calling session leader without a terminal gets this one. */
  public void openSlave(int id, boolean mayControl) throws ErrnoException {
    TtyRow row = row(id);
    if (!row.master()) {
      throw Errno.EIO.on("/dev/pts/" + id);
    }
    put(row.withEnds(row.slaves() + 1, true));
    TaskRow me = processes.self();
    if (mayControl && me.sid() == me.pid() && me.tty() == 0 && row.session() == 0) {
      setControlling(id);
    }
  }

  /** An open file of the slave is closed. */
  public void closeSlave(int id) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    if (row == null) {
      return;
    }
    put(row.withEnds(row.slaves() - 1, row.master()));
    dropIfUnused(id);
    scheduler.wake(output(id));
  }

  /** The master is closed: the session is hung up. */
  public void closeMaster(int id) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    if (row == null || !row.master()) {
      return;
    }
    put(row.withEnds(row.slaves(), false));
    hosts.remove(id);
    jobs.hangUp(row);
    scheduler.wake(input(row));
    scheduler.wake(output(id));
    dropIfUnused(id);
  }

  private void dropIfUnused(int id) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    if (row != null && !row.master() && row.slaves() <= 0) {
      world.remove(TtyRow.TABLE, id);
      nodes.change(id, false, 0);
    }
  }

  private static Channel input(TtyRow row) {
    return row.host() ? Channel.host("n_tty_read", row.id()) : Channel.of("n_tty_read", row.id());
  }

  static Channel output(TtyRow row) {
    return row.host() ? Channel.host("n_tty_write", row.id()) : Channel.of("n_tty_write", row.id());
  }

  private Channel output(int id) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    return row == null ? Channel.of("n_tty_write", id) : output(row);
  }

  /** Channels that are woken when {@link #canRead} or {@link #canWrite} may have changed. */
  public List<Channel> channels(int id) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    return row == null ? List.of(output(id)) : List.of(input(row), output(id));
  }

  /** Bytes arrive from the master's side. */
  public void receive(int id, String bytes) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    if (row == null) {
      return;
    }
    var discipline = new LineDiscipline(row);
    discipline.receive(bytes);
    put(discipline.row());
    show(discipline.row(), discipline.echo());
    if (row.foreground() != 0) {
      discipline.signals().forEach(signal -> signals.sendGroup(row.foreground(), signal));
    }
    scheduler.wake(input(row));
    scheduler.wake(output(id));
  }

  private void show(TtyRow row, String text) {
    HostTerminal host = hosts.get(row.id());
    if (host != null) {
      host.show(text);
    } else if (!text.isEmpty()) {
      put(row.withOutput(row.output() + text));
      scheduler.wake(output(row.id()));
    }
  }

  /** The host has shown what waited: writers go on. */
  void drained(int id) {
    scheduler.wake(output(id));
  }

  /** Something the host does to a terminal, in the machine's name. */
  void fromHost(Runnable action) {
    scheduler.inject(action);
  }

  /** Something the host does that ends what runs: a library that computes for it is told. */
  void fromHostUrgently(Runnable action) {
    scheduler.injectSignal(action);
  }

  /** read(2) of the slave: 0 at the end of a file or after a hang-up. */
  public int read(int id, byte[] buffer, int offset, int length, boolean blocking)
      throws ErrnoException {
    TtyRow row = row(id);
    while (true) {
      jobs.mayRead(row);
      row = row(id);
      if (canRead(id, length) || !row.master()) {
        break;
      }
      if (!blocking) {
        throw Errno.EAGAIN.on("tty");
      }
      if (!input.await(row, length, input(row))) {
        break; // VTIME is over
      }
      row = row(id);
    }
    return input.take(row(id), buffer, offset, length);
  }

  /** Whether a read of the slave would not wait. */
  public boolean canRead(int id, int length) {
    return input.canRead(id, length);
  }

  /** write(2) to the slave: all of it, waiting for the reader where it must. */
  public int write(int id, byte[] buffer, int offset, int length, boolean blocking)
      throws ErrnoException {
    TtyRow row = row(id);
    jobs.mayWrite(row);
    if (!canWrite(id)) {
      if (!blocking) {
        throw Errno.EAGAIN.on("tty");
      }
      scheduler.block(output(id), () -> canWrite(id), Scheduler.FOREVER);
    }
    row = row(id);
    if (!row.master()) {
      throw Errno.EIO.on("tty");
    }
    String text = new String(buffer, offset, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    show(row, LineDiscipline.processed(text, row.termios()));
    return length;
  }

  /** Whether a write to the slave would not wait. */
  public boolean canWrite(int id) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    if (row == null || !row.master()) {
      return true;
    }
    HostTerminal host = hosts.get(id);
    return !row.held() && row.output().length() < TtyRow.LIMIT && (host == null || !host.isFull());
  }

  /** read(2) of the master: EIO when the last slave was closed. */
  public int readMaster(int id, byte[] buffer, int offset, int length, boolean blocking)
      throws ErrnoException {
    if (!canReadMaster(id)) {
      if (!blocking) {
        throw Errno.EAGAIN.on("ptmx");
      }
      scheduler.block(output(id), () -> canReadMaster(id), Scheduler.FOREVER);
    }
    TtyRow row = row(id);
    String text = row.output();
    if (text.isEmpty()) {
      throw Errno.EIO.on("ptmx");
    }
    int count = Math.min(length, text.length());
    for (int i = 0; i < count; i++) {
      buffer[offset + i] = (byte) text.charAt(i);
    }
    put(row.withOutput(text.substring(count)));
    scheduler.wake(output(id));
    return count;
  }

  /** Whether a read of the master would not wait. */
  public boolean canReadMaster(int id) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    return row == null || !row.output().isEmpty() || (row.slaves() == 0 && row.session() != 0);
  }

  /** tcsetattr(TCSANOW). */
  public void setTermios(int id, Termios termios) throws ErrnoException {
    jobs.mayChange(row(id));
    TtyRow row = row(id);
    TtyRow next = row.withTermios(termios);
    if (row.isCanonical() && !next.isCanonical() && !row.line().isEmpty()) {
      next = next.withInput(row.input().append(row.line()), "");
    }
    put(next);
    scheduler.wake(input(row));
  }

  /** Empties the queue of what may be read and the line that is being typed; gives both. */
  String takeTyped(int id) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    if (row == null || (row.input().isEmpty() && row.line().isEmpty())) {
      return "";
    }
    put(row.withInput(io.vavr.collection.List.empty(), ""));
    return String.join("", row.input()) + row.line();
  }

  /** Another size: SIGWINCH for the foreground group. */
  public void resize(int id, WindowSize size) {
    TtyRow row = world.get(TtyRow.TABLE, id);
    if (row != null && !row.size().equals(size)) {
      put(row.withSize(size));
      if (row.foreground() != 0) {
        signals.sendGroup(row.foreground(), Signal.WINCH);
      }
    }
  }

  /** TIOCSCTTY: makes it the controlling terminal of the caller's session. */
  public void setControlling(int id) throws ErrnoException {
    jobs.setControlling(row(id));
  }

  /** Makes another process group the foreground one. */
  public void setForeground(int id, int pgid) throws ErrnoException {
    jobs.setForeground(row(id), pgid);
  }

  /** A session leader has ended: its terminal is nobody's, the foreground group learns of it. */
  public void leaderEnded(TaskRow leader) {
    if (leader.tty() != 0 && leader.sid() == leader.pid()) {
      byDev(leader.tty()).ifPresent(row -> jobs.disown(row, leader.sid()));
    }
  }
}
