package modbox.tty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.abi.WindowSize;
import modbox.task.Clock;
import modbox.task.Processes;
import modbox.task.Rlimit;
import modbox.task.Scheduler;
import modbox.task.SignalState;
import modbox.task.Signals;
import modbox.task.Task;
import modbox.task.TaskListener;
import modbox.task.TaskRow;
import modbox.world.Table;
import modbox.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminalsTest {
  private final World world = new World(tables());
  private final Scheduler scheduler = new Scheduler(world, Clock.virtual(world));
  private final Signals signals = new Signals(world, scheduler);
  private final Processes processes =
      new Processes(world, scheduler, signals, new Leaders(), new Silent());
  private final Terminals terminals =
      new Terminals(world, scheduler, processes, signals, (_, _, _) -> {});
  private final List<String> story = new ArrayList<>();

  private static List<Table<?, ?>> tables() {
    var all = new ArrayList<Table<?, ?>>(TaskRow.TABLES);
    all.addAll(TtyRow.TABLES);
    return all;
  }

  private final class Leaders implements TaskListener {
    @Override
    public void forked(TaskRow child) {}

    @Override
    public void exited(TaskRow task) {
      terminals.leaderEnded(task);
    }
  }

  private static final class Silent implements Processes.Obituary {
    @Override
    public void fault(TaskRow task, Throwable defect) {}

    @Override
    public void deadlock(List<Processes.Waiter> waiters) {}
  }

  TerminalsTest() {
    processes.boot(new TaskRow.FsContext(new Rlimit(0, 0), new Rlimit(0, 0), 022));
  }

  private CompletableFuture<Integer> start(Task.Body body) {
    var end = new CompletableFuture<Integer>();
    scheduler.inject(
        () -> {
          try {
            processes.spawnAwaited(body, end::complete);
          } catch (ErrnoException e) {
            end.completeExceptionally(e);
          }
        });
    return end;
  }

  private String read(int id) throws ErrnoException {
    var buffer = new byte[256];
    int count = terminals.read(id, buffer, 0, buffer.length, true);
    return new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
  }

  private static void type(HostTerminal host, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    host.type(bytes, 0, bytes.length);
  }

  private HostTerminal open() {
    return processes.enter(() -> terminals.openHost(new WindowSize(24, 80)));
  }

  @Test
  void hostTypesAndSeesTheEchoAndTheAnswer() throws Exception {
    HostTerminal host = open();
    CompletableFuture<Integer> end =
        start(
            () -> {
              terminals.openSlave(host.id(), true);
              story.add(read(host.id()));
              byte[] answer = "yes\n".getBytes(StandardCharsets.ISO_8859_1);
              terminals.write(host.id(), answer, 0, answer.length, true);
              return read(host.id()).length();
            });
    type(host, "hello\n");
    assertThat(host.screen(5000)).isEqualTo("hello\r\n");
    assertThat(host.screen(5000)).isEqualTo("yes\r\n");
    type(host, "\4");
    assertThat(new WaitStatus(0, end.join()).exitCode()).isZero();
    assertThat(story).containsExactly("hello\n");
  }

  @Test
  void interruptReachesTheForegroundGroup() {
    HostTerminal host = open();
    CompletableFuture<Integer> end =
        start(
            () -> {
              terminals.openSlave(host.id(), true);
              return read(host.id()).length();
            });
    type(host, "\3");
    assertThat(new WaitStatus(0, end.join()).signal()).isEqualTo(Signal.INT.number());
  }

  @Test
  void hangUpEndsTheSession() {
    HostTerminal host = open();
    CompletableFuture<Integer> end =
        start(
            () -> {
              terminals.openSlave(host.id(), true);
              return read(host.id()).length();
            });
    host.hangUp();
    assertThat(new WaitStatus(0, end.join()).signal()).isEqualTo(Signal.HUP.number());
  }

  @Test
  void backgroundReaderStops() {
    HostTerminal host = open();
    CompletableFuture<Integer> end =
        start(
            () -> {
              terminals.openSlave(host.id(), true);
              int child =
                  processes.fork(
                      () -> {
                        TaskRow me = processes.self();
                        processes.update(me.edit().pgid(me.pid()).done());
                        return read(host.id()).length();
                      });
              WaitStatus stopped = processes.wait4(child, 2).orElseThrow();
              assertThat(stopped.signal()).isEqualTo(Signal.TTIN.number());
              terminals.jobs().checkGroup(child, processes.self().sid());
              signals.send(child, Signal.KILL);
              processes.wait4(child, 0);
              return 0;
            });
    assertThat(end.join()).isZero();
  }

  private int reader(int id) throws ErrnoException {
    return processes.fork(
        () -> {
          TaskRow me = processes.self();
          processes.update(me.edit().pgid(me.pid()).done());
          terminals.setForeground(id, me.pid());
          story.add(read(id));
          return 0;
        });
  }

  /** A reader in the foreground is stopped, and the terminal taken back. */
  private int stoppedReader(int id) throws ErrnoException {
    terminals.openSlave(id, true);
    TaskRow me = processes.self();
    SignalState deaf = me.signals().with(Signal.TTOU, Signal.Disposition.IGNORE);
    processes.update(me.withSignals(deaf));
    int child = reader(id);
    scheduler.giveWay();
    terminals.receive(id, "\032");
    assertThat(processes.wait4(child, 2).orElseThrow().signal()).isEqualTo(Signal.TSTP.number());
    terminals.setForeground(id, me.pgid());
    return child;
  }

  @Test
  void lineTypedBeforeAStoppedReaderGoesOnIsRead() {
    HostTerminal host = open();
    CompletableFuture<Integer> end =
        start(
            () -> {
              int child = stoppedReader(host.id());
              terminals.setForeground(host.id(), child);
              terminals.receive(host.id(), "two\n");
              signals.send(child, Signal.CONT);
              return processes.wait4(child, 0).orElseThrow().exitCode();
            });
    assertThat(end.join()).isZero();
    assertThat(story).containsExactly("two\n");
  }

  @Test
  void stoppedReaderThatGoesOnInTheBackgroundStopsAgain() {
    HostTerminal host = open();
    CompletableFuture<Integer> end =
        start(
            () -> {
              int child = stoppedReader(host.id());
              signals.send(child, Signal.CONT);
              WaitStatus again = processes.wait4(child, 2).orElseThrow();
              assertThat(again.signal()).isEqualTo(Signal.TTIN.number());
              signals.send(child, Signal.KILL);
              processes.wait4(child, 0);
              return 0;
            });
    assertThat(end.join()).isZero();
  }
}
