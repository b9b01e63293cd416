package modbox.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Signal;
import modbox.abi.WaitStatus;
import modbox.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchedulerTest {
  private final World world = new World(TaskRow.TABLES);
  private final Clock clock = Clock.virtual(world);
  private final Scheduler scheduler = new Scheduler(world, clock);
  private final Signals signals = new Signals(world, scheduler);
  private final List<String> story = new ArrayList<>();
  private final Processes processes =
      new Processes(world, scheduler, signals, new Nobody(), new Story());

  private static final class Nobody implements TaskListener {
    @Override
    public void forked(TaskRow child) {}

    @Override
    public void exited(TaskRow task) {}
  }

  private final class Story implements Processes.Obituary {
    @Override
    public void fault(TaskRow task, Throwable defect) {
      story.add("fault " + defect);
    }

    @Override
    public void deadlock(List<Processes.Waiter> waiters) {
      waiters.forEach(waiter -> story.add("waits in " + waiter.wchan()));
    }
  }

  SchedulerTest() {
    var root = new Rlimit(1, 1); // any value will do for a place
    processes.boot(new TaskRow.FsContext(root, root, 022));
  }

  private int run(Task.Body body) {
    var end = new CompletableFuture<Integer>();
    scheduler.inject(
        () -> {
          try {
            processes.spawnAwaited(body, end::complete);
          } catch (ErrnoException e) {
            end.completeExceptionally(e);
          }
        });
    return end.join();
  }

  private Optional<WaitStatus> reap(int pid) throws ErrnoException {
    return processes.wait4(pid, 0);
  }

  @Test
  void childRunsWhenItsTurnComesAndIsReaped() {
    int status =
        run(
            () -> {
              int child =
                  processes.fork(
                      () -> {
                        story.add("child");
                        return 7;
                      });
              story.add("parent");
              WaitStatus end = reap(child).orElseThrow();
              assertThat(world.has(TaskRow.TABLE, child)).isFalse();
              return end.exitCode();
            });
    assertThat(new WaitStatus(0, status).exitCode()).isEqualTo(7);
    assertThat(story).containsExactly("parent", "child");
  }

  @Test
  void slicesAlternateTheSameWayEachTime() {
    run(
        () -> {
          for (String name : List.of("a", "b", "c")) {
            processes.fork(
                () -> {
                  for (int i = 0; i < 3 * Scheduler.SLICE; i++) {
                    if (i % Scheduler.SLICE == 0) {
                      story.add(name);
                    }
                    scheduler.checkpoint();
                  }
                  return 0;
                });
          }
          for (int i = 0; i < 3; i++) {
            reap(-1);
          }
          return 0;
        });
    assertThat(story).containsExactly("a", "b", "c", "a", "b", "c", "a", "b", "c");
  }

  @Test
  void virtualTimeJumpsToTheNextTimer() {
    run(
        () -> {
          long before = clock.monotonic();
          scheduler.block(Channel.of("nanosleep", 0), () -> false, 3_600_000_000_000L);
          story.add("slept " + (clock.monotonic() - before) / 1_000_000_000L);
          return 0;
        });
    assertThat(story).containsExactly("slept 3600");
  }

  @Test
  void deadlockNamesItsWaiters() {
    int status =
        run(
            () -> {
              scheduler.block(Channel.of("pipe_read", 3), () -> false, Scheduler.FOREVER);
              return 0;
            });
    assertThat(new WaitStatus(0, status).exitCode()).isEqualTo(3);
    assertThat(story).containsExactly("waits in pipe_read");
  }

  @Test
  void caughtSignalInterruptsAndIsTakenInOrder() {
    run(
        () -> {
          TaskRow me = processes.self();
          SignalState caught =
              me.signals()
                  .with(Signal.USR1, Signal.Disposition.CATCH)
                  .with(Signal.USR2, Signal.Disposition.CATCH);
          processes.update(me.withSignals(caught));
          processes.fork(
              () -> {
                signals.send(me.pid(), Signal.USR2);
                signals.send(me.pid(), Signal.USR1);
                return 0;
              });
          assertThatThrownBy(
                  () -> scheduler.block(Channel.of("pause", 0), () -> false, Scheduler.FOREVER))
              .isInstanceOfSatisfying(
                  ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINTR));
          story.add(signals.take() + " " + signals.take() + " " + signals.take());
          return 0;
        });
    assertThat(story).containsExactly("USR2 USR1 null");
  }

  @Test
  void killUnwindsABlockedAndABusyTask() {
    run(
        () -> {
          int blocked =
              processes.fork(
                  () -> {
                    scheduler.block(Channel.of("pipe_read", 1), () -> false, Scheduler.FOREVER);
                    return 0;
                  });
          int busy =
              processes.fork(
                  () -> {
                    while (true) {
                      scheduler.checkpoint();
                    }
                  });
          scheduler.giveWay();
          signals.send(blocked, Signal.TERM);
          signals.send(busy, Signal.INT);
          story.add("" + reap(blocked).orElseThrow().shellStatus());
          story.add("" + reap(busy).orElseThrow().shellStatus());
          return 0;
        });
    assertThat(story).containsExactly("143", "130");
  }

  @Test
  void stoppedTaskGoesOnAfterCont() {
    run(
        () -> {
          int child =
              processes.fork(
                  () -> {
                    scheduler.checkpoint();
                    signals.send(scheduler.current().pid(), Signal.TSTP);
                    scheduler.checkpoint();
                    return 5;
                  });
          WaitStatus stopped = processes.wait4(child, 2).orElseThrow();
          assertThat(stopped.isStopped()).isTrue();
          signals.send(child, Signal.CONT);
          assertThat(processes.wait4(child, 8).orElseThrow().isContinued()).isTrue();
          story.add("" + reap(child).orElseThrow().exitCode());
          return 0;
        });
    assertThat(story).containsExactly("5");
  }

  /** What is announced to a stopped task must not be lost: it looks again when it goes on. */
  @Test
  void wakeUpWhileStoppedIsNotLost() {
    var pipe = Channel.of("pipe_read", 1);
    int status = run(() -> wakeWhileStopped(pipe, there -> scheduler.block(pipe, there::get, -1)));
    assertThat(story).containsExactly("read");
    assertThat(status).isZero();
  }

  @Test
  void sleeperThatWasStoppedLooksAgain() {
    var pipe = Channel.of("poll", 1);
    int status =
        run(
            () ->
                wakeWhileStopped(
                    pipe,
                    there -> {
                      while (!there.get()) {
                        assertThat(scheduler.sleepOn(List.of(pipe), Scheduler.FOREVER)).isTrue();
                      }
                    }));
    assertThat(story).containsExactly("read");
    assertThat(status).isZero();
  }

  private interface Wait {
    void until(AtomicBoolean there) throws ErrnoException;
  }

  private int wakeWhileStopped(Channel channel, Wait wait) throws ErrnoException {
    var there = new AtomicBoolean();
    int reader =
        processes.fork(
            () -> {
              wait.until(there);
              story.add("read");
              return 0;
            });
    scheduler.giveWay();
    signals.send(reader, Signal.TSTP);
    assertThat(processes.wait4(reader, 2).orElseThrow().isStopped()).isTrue();
    there.set(true);
    scheduler.wake(channel);
    signals.send(reader, Signal.CONT);
    return reap(reader).orElseThrow().exitCode();
  }

  @Test
  void execUnwindsAndExitEnds() {
    int status =
        run(
            () -> {
              throw new ExecTransfer(
                      () -> {
                        throw new TaskExit(9).raise();
                      })
                  .raise();
            });
    assertThat(new WaitStatus(0, status).exitCode()).isEqualTo(9);
  }

  @Test
  void defectOfAProgramEndsOnlyItsTask() {
    int status =
        run(
            () -> {
              throw new IllegalStateException("broken");
            });
    assertThat(new WaitStatus(0, status).signal()).isEqualTo(Signal.ABRT.number());
    assertThat(story).containsExactly("fault java.lang.IllegalStateException: broken");
  }

  @Test
  void taskThatIgnoresAKillLosesTheBaton() {
    var spinning = new CompletableFuture<Integer>();
    var release = new AtomicBoolean();
    Thread.ofPlatform()
        .start(
            () -> {
              int pid = spinning.join();
              scheduler.injectSignal(() -> signals.send(pid, Signal.TERM));
            });
    int status =
        run(
            () -> {
              spinning.complete(scheduler.current().pid());
              while (!release.get()) {
                Thread.onSpinWait();
              }
              scheduler.checkpoint();
              return 0;
            });
    release.set(true);
    assertThat(new WaitStatus(0, status).isKilled()).isTrue();
    assertThat(run(() -> 4)).isEqualTo(WaitStatus.exited(4));
  }

  @Test
  void hostThreadEntersAsATask() {
    int pid = processes.enter(() -> scheduler.current().pid());
    assertThat(pid).isGreaterThan(1);
    assertThat(world.has(TaskRow.TABLE, pid)).isFalse();
  }

  @Test
  void outsideLetsOthersGoOn() {
    var asked = new CompletableFuture<Void>();
    run(
        () -> {
          processes.fork(
              () -> {
                asked.complete(null);
                return 0;
              });
          try {
            scheduler.outside(asked::get);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          reap(-1);
          story.add("back");
          return 0;
        });
    assertThat(story).containsExactly("back");
  }

  @Test
  void tenThousandChildrenAreSoonDone() {
    int status =
        run(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                reap(processes.fork(() -> 0));
              }
              return 0;
            });
    assertThat(status).isZero();
    assertThat(world.size(TaskRow.TABLE)).isEqualTo(1);
  }
}
