package modbox.udev.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Signal;
import modbox.kernel.SocketCalls;
import modbox.kernel.Syscalls;
import modbox.udev.device.Numbers;
import modbox.udev.device.SysFiles;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.Rules;

/**
 * systemd-udevd: takes events from the kernel and gives each to a worker, in the kernel's order as
 * far as they touch one another.
 */
public final class Udevd {
  private static final long LOCKED_AGAIN = 200_000_000L;
  private static final int MONOTONIC = 1;
  private static final int FIRST_PASSED = 3;

  /** An event with the task that handles it and the pipe whose closing tells of its end. */
  private record Running(EventQueue.Event event, int pid) {}

  private final Syscalls sys;
  private final SysFiles files;
  private final Settings settings;
  private final SyscallHost host;
  private final EventQueue queue = new EventQueue();
  private final Map<Integer, Running> workers = new LinkedHashMap<>();
  private final List<Integer> clients = new ArrayList<>();
  private final RulesAge age;
  private int netlink;
  private int control;
  private boolean stopped;
  private boolean exiting;
  private boolean queueShown;
  private boolean locked;

  public Udevd(Syscalls sys, Settings settings) {
    this.sys = sys;
    this.settings = settings;
    files = new SysFiles(sys);
    host = new SyscallHost(sys, settings);
    age = new RulesAge(files, () -> sys.clock(MONOTONIC));
  }

  /** Makes the sockets: from here on no event is lost. */
  public void listen() throws ErrnoException {
    files.mkdirs("/run/udev/data/x");
    netlink =
        sys.socket(
            SocketCalls.AF_NETLINK,
            SocketCalls.SOCK_RAW | SocketCalls.SOCK_CLOEXEC | SocketCalls.SOCK_NONBLOCK,
            SocketCalls.NETLINK_KOBJECT_UEVENT);
    sys.bindNetlink(netlink, 1 << (UdevMessage.KERNEL_GROUP - 1));
    control =
        sys.socket(
            SocketCalls.AF_UNIX,
            SocketCalls.SOCK_SEQPACKET | SocketCalls.SOCK_CLOEXEC | SocketCalls.SOCK_NONBLOCK,
            0);
    if (files.linkMode(Control.SOCKET) != 0) {
      sys.unlink(Control.SOCKET);
    }
    sys.bindUnix(control, Control.SOCKET);
    sys.chmod(Control.SOCKET, 0600);
    sys.listen(control, 16);
  }

  /**
   * Takes the sockets that an earlier life has made, in the order in which {@link #listen} makes
   * them. Source: sd_listen_fds(3).
   */
  public void adopt() {
    netlink = FIRST_PASSED;
    control = FIRST_PASSED + 1;
    queueShown = files.linkMode(Control.QUEUE) != 0;
  }

  /** Works until told to end. */
  public int run() throws ErrnoException {
    sys.setComm("systemd-udevd");
    sys.sigaction(Signal.TERM, Signal.Disposition.CATCH);
    sys.sigaction(Signal.INT, Signal.Disposition.CATCH);
    sys.sigaction(Signal.HUP, Signal.Disposition.CATCH);
    while (!exiting || !workers.isEmpty()) {
      takeEvents();
      takeRequests();
      if (!exiting) {
        startWorkers();
      }
      showQueue();
      if (!exiting || !workers.isEmpty()) {
        await();
      }
    }
    if (files.linkMode(Control.SOCKET) != 0) {
      sys.unlink(Control.SOCKET);
    }
    return 0;
  }

  private void await() throws ErrnoException {
    var fds = new ArrayList<Integer>(workers.keySet());
    fds.add(netlink);
    fds.add(control);
    fds.addAll(clients);
    int[] numbers = fds.stream().mapToInt(Integer::intValue).toArray();
    int[] events = fds.stream().mapToInt(_ -> Open.POLLIN).toArray();
    try {
      int[] happened = sys.poll(numbers, events, locked ? LOCKED_AGAIN : -1);
      for (int i = 0; i < numbers.length; i++) {
        Running running = workers.get(numbers[i]);
        if (running != null && happened[i] != 0) {
          finish(numbers[i], running);
        }
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EINTR) {
        throw e;
      }
      takeSignals();
    }
    locked = false;
  }

  private void takeSignals() {
    for (var signal = sys.takeSignal(); signal.isPresent(); signal = sys.takeSignal()) {
      if (signal.get() == Signal.HUP) {
        settings.rulesRead = false;
      } else {
        exiting = true;
        queue.clear();
      }
    }
  }

  private void takeEvents() throws ErrnoException {
    while (!exiting) {
      SocketCalls.Message message;
      try {
        message = sys.receive(netlink);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.ENOBUFS) {
          host.log(Diagnostic.Level.WARNING, "Netlink socket buffer overrun, events were lost");
          continue;
        }
        return;
      }
      if (message.port() == 0) { // only the kernel's own word counts
        List<String> properties = UdevMessage.properties(message.data());
        if (!properties.isEmpty()) {
          queue.add(EventQueue.Event.of(properties));
        }
      }
    }
  }

  private void startWorkers() throws ErrnoException {
    while (!stopped && workers.size() < settings.childrenMax) {
      EventQueue.Event event = queue.start();
      if (event == null) {
        return;
      }
      readRules();
      start(event);
    }
  }

  private void readRules() {
    if (settings.rulesRead && !(workers.isEmpty() && age.changed())) {
      return;
    }
    age.remember();
    settings.rules = Rules.read(files, host);
    settings.rulesRead = true;
    for (Diagnostic diagnostic : settings.rules.diagnostics()) {
      host.log(diagnostic.level(), diagnostic.message());
    }
  }

  private void start(EventQueue.Event event) throws ErrnoException {
    int[] pipe = sys.pipe(Open.CLOEXEC);
    int pid = sys.fork(() -> work(event));
    sys.close(pipe[1]);
    workers.put(pipe[0], new Running(event, pid));
  }

  private int work(EventQueue.Event event) throws ErrnoException {
    sys.setComm("(udev-worker)");
    sys.sigaction(Signal.TERM, Signal.Disposition.DEFAULT);
    sys.sigaction(Signal.INT, Signal.Disposition.DEFAULT);
    sys.sigaction(Signal.HUP, Signal.Disposition.DEFAULT);
    return new Worker(sys, settings).run(event, netlink);
  }

  private void finish(int pipe, Running running) throws ErrnoException {
    sys.close(pipe);
    workers.remove(pipe);
    var status = sys.wait4(running.pid, 0).orElseThrow();
    if (status.isExited() && status.exitCode() == Worker.LOCKED) {
      queue.retry(running.event);
      locked = true;
      return;
    }
    queue.done(running.event);
    if (!status.isExited() || status.exitCode() != 0) {
      host.log(
          Diagnostic.Level.ERROR,
          "Worker ["
              + running.pid
              + "] "
              + (status.isExited()
                  ? "exited with return code " + status.exitCode()
                  : "terminated by signal " + status.signal()));
    }
  }

  private void showQueue() throws ErrnoException {
    boolean busy = !queue.isEmpty();
    if (busy != queueShown) {
      queueShown = busy;
      if (busy) {
        files.replace(Control.QUEUE, "", 0444);
      } else if (files.linkMode(Control.QUEUE) != 0) {
        sys.unlink(Control.QUEUE);
      }
    }
  }

  private void takeRequests() throws ErrnoException {
    try {
      while (true) {
        int client = sys.accept(control);
        sys.setCloseOnExec(client, true);
        sys.setStatusFlags(client, Open.NONBLOCK);
        clients.add(client);
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EAGAIN) {
        throw e;
      }
    }
    clients.removeIf(this::serve);
  }

  /** Takes what a client has sent: whether it is done with. */
  private boolean serve(int client) {
    try {
      while (true) {
        String request = sys.receive(client).data();
        if (request.isEmpty() || Control.isEnd(request)) {
          takeEvents(); // what the kernel sent before the request counts as seen
          showQueue();
          sys.close(client);
          return true;
        }
        carryOut(request);
      }
    } catch (ErrnoException e) {
      return e.errno() != Errno.EAGAIN;
    }
  }

  private void carryOut(String request) {
    int blank = request.indexOf(' ');
    String argument = blank < 0 ? "" : request.substring(blank + 1);
    switch (blank < 0 ? request : request.substring(0, blank)) {
      case "RELOAD" -> settings.rulesRead = false;
      case "EXIT" -> {
        exiting = true;
        queue.clear();
      }
      case "STOP" -> stopped = true;
      case "START" -> stopped = false;
      case "LOG" -> settings.setLogLevel(argument);
      case "CHILDREN" -> settings.setChildrenMax(Numbers.decimal(argument, settings.childrenMax));
      case "PROPERTY" -> {
        int eq = argument.indexOf('=');
        settings.setGlobal(argument.substring(0, eq), argument.substring(eq + 1));
      }
      default -> {} // PING: that it is answered is all
    }
  }
}
