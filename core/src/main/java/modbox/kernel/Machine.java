package modbox.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.abi.WindowSize;
import modbox.fs.rootfs.RootTree;
import modbox.world.SavedWorld;
import modbox.world.Snapshot;
import modbox.world.Table;
import modbox.world.World;

/**
 * A machine: booted, forked, run and closed by the host. Every method may be called by any host
 * thread that is not itself a task of this machine.
 */
public final class Machine implements AutoCloseable {
  private final Kernel kernel;

  private Machine(Kernel kernel) {
    this.kernel = kernel;
  }

  /** A new machine. */
  public static Machine boot(MachineOptions options) {
    var kernel = new Kernel(options, new World(Kernel.tables()), Shared.of(options));
    kernel.boot();
    return new Machine(kernel);
  }

  /** The machine that a kernel is the core of. */
  static Machine of(Kernel kernel) {
    return new Machine(kernel);
  }

  /** What it is made of. */
  Kernel kernel() {
    return kernel;
  }

  /** How the machine was made. */
  public MachineOptions options() {
    return kernel.options;
  }

  /** The one object of system calls; only tasks of this machine may use it. */
  public Syscalls syscalls() {
    return kernel.syscalls();
  }

  /**
   * Runs a program as a child of init, with the host's streams as descriptors 0, 1 and 2, and waits
   * for its end.
   *
   * @param argv the path of the program first
   * @return the status as a shell has it: the exit code, or 128 plus the signal; 127 or 126 if
   *     there is no such program, 3 if every task waits for another
   */
  public int run(List<String> argv, List<String> environment, Stdio stdio) {
    return await(
        () -> {
          kernel.openStdio(stdio);
          return exec(argv, environment);
        });
  }

  /** Runs Java code as a task, a child of init, and waits for its end; the status is as in run. */
  public int run(UserProgram program, List<String> argv, List<String> environment, Stdio stdio) {
    return await(
        () -> {
          kernel.openStdio(stdio);
          return program.main(kernel.syscalls(), argv, environment);
        });
  }

  /**
   * Starts a program as a daemon, as init does at boot: a session of its own, /dev/null as
   * descriptors 0, 1 and 2. A restore, a fork and a load start it again.
   *
   * @return its process id
   * @throws ErrnoException EAGAIN if there are too many tasks
   */
  public int startDaemon(List<String> argv, List<String> environment) throws ErrnoException {
    var failure = new ErrnoException[1];
    int pid =
        kernel.withBaton(
            () -> {
              try {
                return kernel.processes.spawn(
                    true,
                    () -> {
                      kernel.openTerminal("/dev/null");
                      return exec(argv, environment);
                    });
              } catch (ErrnoException e) {
                failure[0] = e;
                return 0;
              }
            });
    if (failure[0] != null) {
      throw failure[0];
    }
    return pid;
  }

  /** Waits until no task can go on before the clock moves: all daemons have begun to wait. */
  public void settle() {
    kernel.processes.enter(
        () -> {
          kernel.scheduler.giveWayToAll();
          return true;
        });
  }

  /** A pty whose master is the host's. */
  public HostConsole console(WindowSize size) {
    return new HostConsole(kernel.processes.enter(() -> kernel.terminals.openHost(size)));
  }

  /** Runs a program as {@link #run} does, as the leader of a session on a terminal. */
  public int run(List<String> argv, List<String> environment, HostConsole console) {
    return await(
        () -> {
          kernel.openTerminal(console.path());
          return exec(argv, environment);
        });
  }

  /** Runs Java code as a task that leads a session on a terminal; the status is as in run. */
  public int run(
      UserProgram program, List<String> argv, List<String> environment, HostConsole console) {
    return await(
        () -> {
          kernel.openTerminal(console.path());
          return program.main(kernel.syscalls(), argv, environment);
        });
  }

  private int exec(List<String> argv, List<String> environment) {
    try {
      kernel.syscalls().execve(argv.getFirst(), argv, environment);
    } catch (ErrnoException e) {
      return e.errno() == Errno.ENOENT ? 127 : 126;
    }
    return 0;
  }

  private int await(modbox.task.Task.Body body) {
    var end = new CompletableFuture<Integer>();
    kernel.scheduler.inject(
        () -> {
          try {
            kernel.processes.spawnAwaited(body, end::complete);
          } catch (ErrnoException e) {
            end.complete(WaitStatus.exited(126));
          }
        });
    return new WaitStatus(0, end.join()).shellStatus();
  }

  /** Makes the calling host thread a task for the time of the call. */
  public <T> T call(Function<Syscalls, T> body) {
    Supplier<T> work = () -> body.apply(kernel.syscalls());
    return kernel.processes.enter(work);
  }

  /** Whether the machine runs; after a reboot(2) nothing can be run in it any more. */
  public PowerState powerState() {
    return kernel.powerState();
  }

  /** The back panel. */
  public Monitor monitor() {
    return new Monitor(kernel);
  }

  /**
   * Another machine that begins where this one is now. It shares all memory; nothing that one does
   * shows in the other. Tasks that are not daemons are not in it.
   */
  public Machine fork() {
    return at(kernel.options, kernel.withBaton(kernel::present), kernel.shared);
  }

  /** Another machine of this kind that begins at a moment of this one. */
  public Machine at(Moment moment) {
    return at(kernel.options, moment.snapshot(), kernel.shared);
  }

  private static Machine at(MachineOptions options, Snapshot snapshot, Shared shared) {
    var other = new Kernel(options, World.at(snapshot), shared);
    other.withBaton(
        () -> {
          other.clock.recall();
          other.revival().settle(Set.of());
          return other;
        });
    return new Machine(other);
  }

  /** Writes the whole machine. The same moment gives the same bytes. */
  public void save(OutputStream out) throws IOException {
    Snapshot present = kernel.withBaton(kernel::present);
    new SavedWorld(label(kernel.options), present).write(out);
  }

  /**
   * A machine as it was saved, made with the same options. Daemons start again.
   *
   * @throws IOException with one line for people if it is no saved machine, is damaged, or was made
   *     by another version or with other options
   */
  public static Machine load(InputStream in, MachineOptions options) throws IOException {
    SavedWorld saved = SavedWorld.read(in, allTables());
    if (!saved.label().equals(label(options))) {
      throw new IOException(
          "saved from another machine: " + saved.label() + ", not " + label(options));
    }
    return at(options, saved.snapshot(), Shared.of(options));
  }

  /**
   * As {@link #load}, for a file that this very build has written, with options that may differ in
   * what is not in the tables. What is in the file is decoded when it is first needed.
   *
   * @param rootList what {@link #rootList} gave
   */
  public static Machine open(InputStream in, String rootList, MachineOptions options)
      throws IOException {
    Snapshot moment = SavedWorld.open(in, allTables()).snapshot();
    return at(options, moment, Shared.of(options, rootList));
  }

  /** The list of what the default root holds; it is part of modbox and never changes. */
  public static String rootList() {
    return RootTree.list();
  }

  private static List<Table<?, ?>> allTables() {
    return new World(Kernel.tables()).snapshot().tables();
  }

  private static String label(MachineOptions options) {
    return options.profile()
        + " "
        + options.release()
        + (options.bare() ? " bare" : "")
        + " seed "
        + options.seed();
  }

  /** Sends a signal to a process group, as a terminal does; for signals that reach the host. */
  public void signal(Signal signal) {
    kernel.scheduler.injectSignal(() -> kernel.processes.signalAwaited(signal));
  }

  /** Ends all tasks. The machine cannot be used afterwards. */
  @Override
  public void close() {
    kernel.scheduler.inject(kernel.processes::takeOffAll);
  }
}
