package modbox.task;

import io.vavr.collection.SortedMap;
import java.util.List;
import java.util.Optional;
import modbox.abi.Credentials;

/** A task row in the making: each method replaces one column, {@link #done} gives the new row. */
public final class Edit {
  private int pid;
  private int ppid;
  private int pgid;
  private int sid;
  private TaskRow.Life life;
  private String comm;
  private String exe;
  private List<String> argv;
  private List<String> environment;
  private Credentials credentials;
  private TaskRow.FsContext fs;
  private SortedMap<Integer, Fd> fds;
  private SignalState signals;
  private SortedMap<Integer, Rlimit> limits;
  private int nice;
  private int report;
  private int exitStatus;
  private long start;
  private TaskRow.Cpu cpu;
  private long tty;
  private long event;
  private boolean daemon;
  private Optional<Object> memory;

  Edit(TaskRow row) {
    pid = row.pid();
    ppid = row.ppid();
    pgid = row.pgid();
    sid = row.sid();
    life = row.life();
    comm = row.comm();
    exe = row.exe();
    argv = row.argv();
    environment = row.environment();
    credentials = row.credentials();
    fs = row.fs();
    fds = row.fds();
    signals = row.signals();
    limits = row.limits();
    nice = row.nice();
    report = row.report();
    exitStatus = row.exitStatus();
    start = row.start();
    cpu = row.cpu();
    tty = row.tty();
    event = row.event();
    daemon = row.daemon();
    memory = row.memory();
  }

  /** The new row. */
  public TaskRow done() {
    return new TaskRow(
        pid,
        ppid,
        pgid,
        sid,
        life,
        comm,
        exe,
        argv,
        environment,
        credentials,
        fs,
        fds,
        signals,
        limits,
        nice,
        report,
        exitStatus,
        start,
        cpu,
        tty,
        event,
        daemon,
        memory);
  }

  Edit pid(int value) {
    pid = value;
    return this;
  }

  Edit ppid(int value) {
    ppid = value;
    return this;
  }

  public Edit pgid(int value) {
    pgid = value;
    return this;
  }

  public Edit sid(int value) {
    sid = value;
    return this;
  }

  Edit life(TaskRow.Life value) {
    life = value;
    return this;
  }

  /** The name, cut to 15 bytes. */
  public Edit comm(String value) {
    comm = value.length() > 15 ? value.substring(0, 15) : value;
    return this;
  }

  public Edit exe(String value) {
    exe = value;
    return this;
  }

  public Edit argv(List<String> value) {
    argv = value;
    return this;
  }

  public Edit environment(List<String> value) {
    environment = value;
    return this;
  }

  public Edit credentials(Credentials value) {
    credentials = value;
    return this;
  }

  public Edit fs(TaskRow.FsContext value) {
    fs = value;
    return this;
  }

  public Edit fds(SortedMap<Integer, Fd> value) {
    fds = value;
    return this;
  }

  public Edit signals(SignalState value) {
    signals = value;
    return this;
  }

  public Edit limits(SortedMap<Integer, Rlimit> value) {
    limits = value;
    return this;
  }

  public Edit nice(int value) {
    nice = value;
    return this;
  }

  Edit report(int value) {
    report = value;
    return this;
  }

  Edit exitStatus(int value) {
    exitStatus = value;
    return this;
  }

  Edit start(long value) {
    start = value;
    return this;
  }

  Edit cpu(TaskRow.Cpu value) {
    cpu = value;
    return this;
  }

  public Edit tty(long value) {
    tty = value;
    return this;
  }

  public Edit event(long value) {
    event = value;
    return this;
  }

  public Edit daemon(boolean value) {
    daemon = value;
    return this;
  }

  public Edit memory(Optional<Object> value) {
    memory = value;
    return this;
  }
}
