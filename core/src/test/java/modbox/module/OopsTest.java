package modbox.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.driver.KernelApi;
import modbox.driver.ModuleFault;
import modbox.driver.ModuleProgram;
import modbox.elf.Source;
import modbox.image.ObjectFacts;
import modbox.log.Log;
import modbox.log.LogRecord;
import modbox.pseudo.Caller;
import modbox.pseudo.Text;
import modbox.task.Channel;
import modbox.task.Clock;
import modbox.task.Processes;
import modbox.task.Rlimit;
import modbox.task.Scheduler;
import modbox.task.Signals;
import modbox.task.TaskListener;
import modbox.task.TaskRow;
import modbox.vfs.Vfs;
import modbox.world.Table;
import modbox.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A module whose init function dies, and one whose init function takes its time. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OopsTest {
  private static final long CRC = 0x11111111L;

  private final Rig rig = new Rig("6.1.0-modbox", List.of(), OopsTest::find);

  private static ModuleProgram find(String name, ObjectFacts facts) {
    return switch (name) {
      case "reads" -> dying(ModuleFault.access("reads_init", 16, false));
      case "writes" -> dying(ModuleFault.access("writes_init", 0xdead0000L, true));
      case "bug" -> dying(ModuleFault.bug("bug_init", "/src/bug.c", 12));
      default -> new DerivedProgram(facts);
    };
  }

  private static ModuleProgram dying(ModuleFault fault) {
    return new ModuleProgram() {
      @Override
      public void init(KernelApi kernel) {
        throw fault;
      }

      @Override
      public void exit(KernelApi kernel) {
        throw new AssertionError("it never lived");
      }
    };
  }

  private String procModules() {
    var out = new Text(Caller.KERNEL);
    new ModulesFile(rig.loader, new Visibility(rig.world)).show(out);
    return out.toString();
  }

  @Test
  void moduleStaysComingForEver() {
    rig.load(Objects.module("prov").exports("prov_it").bytes(), 0, "");
    rig.told();
    byte[] reads = Objects.module("reads").imports("prov_it", CRC).exports("reads_it").bytes();
    assertThat(rig.load(reads, 0, "")).isNull();
    assertThat(rig.registered).endsWith("die KILL");
    assertThat(procModules())
        .matches(
            "reads \\d+ 1 - Loading 0x[0-9a-f]{16} \\(OE\\+\\)\n"
                + "prov \\d+ 1 reads, Live 0x[0-9a-f]{16} \\(OE\\)\n");
    assertThat(rig.loader.taint().has(Taint.DIE)).isTrue();
    assertThat(rig.delete("reads", 0)).isEqualTo(Errno.EBUSY);
    assertThat(rig.delete("reads", ModuleLoader.FORCE)).isEqualTo(Errno.EBUSY);
    assertThat(rig.delete("prov", 0)).isEqualTo(Errno.EAGAIN);
    assertThat(rig.load(reads, 0, "")).isEqualTo(Errno.EBUSY);
    assertThat(rig.steps.getLast().held()).isFalse();
  }

  @Test
  void logTellsWhatHappened() {
    rig.load(Objects.module("reads").bytes(), 0, "");
    List<String> told = rig.told();
    assertThat(told)
        .containsSequence(
            "BUG: kernel NULL pointer dereference, address: 0000000000000010",
            "#PF: supervisor read access in kernel mode",
            "#PF: error_code(0x0000) - not-present page",
            "PGD 0 P4D 0 ",
            "Oops: 0000 [#1] PREEMPT SMP NOPTI")
        .contains("Modules linked in: reads(OE+)", "---[ end trace 0000000000000000 ]---");
    assertThat(told).anyMatch(line -> line.startsWith("CPU: 0 PID: 0 Comm: insmod Tainted: G    "));
    assertThat(rig.log.consoleLevel()).isEqualTo(15);
    rig.load(Objects.module("writes").bytes(), 0, "");
    assertThat(rig.told())
        .contains(
            "BUG: unable to handle page fault for address: 00000000dead0000",
            "Oops: 0002 [#2] PREEMPT SMP NOPTI")
        .anyMatch(line -> line.contains("Comm: insmod Tainted: G      D    OE"));
  }

  @Test
  void bugEndsTheTaskWithAnotherSignal() {
    rig.load(Objects.module("bug").bytes(), 0, "");
    assertThat(rig.registered).endsWith("die SEGV");
    assertThat(rig.told())
        .containsSequence(
            "------------[ cut here ]------------",
            "kernel BUG at /src/bug.c:12!",
            "invalid opcode: 0000 [#1] PREEMPT SMP NOPTI");
  }

  @Test
  void symbolsOfAModuleThatNeverLivesAreRefused() {
    rig.load(Objects.module("reads").exports("reads_it").bytes(), 0, "");
    rig.told();
    byte[] user = Objects.module("user").imports("reads_it", CRC).bytes();
    assertThat(rig.load(user, 0, "")).isEqualTo(Errno.EBUSY);
    assertThat(rig.told())
        .contains(
            "user: gave up waiting for init of module reads.",
            "user: Unknown symbol reads_it (err -16)");
    assertThat(procModules()).doesNotContain("user");
  }

  /** Two tasks: one loads a module that takes ten seconds, or for ever, the other its user. */
  private final class Slow {
    final World world;
    final Clock clock;
    final Scheduler scheduler;
    final Processes processes;
    final Log log;
    final ModuleLoader loader;
    final List<String> story = new ArrayList<>();

    Slow(long nanoseconds) {
      var tables = new ArrayList<Table<?, ?>>(ModuleTables.TABLES);
      tables.addAll(LogRecord.TABLES);
      tables.addAll(TaskRow.TABLES);
      tables.add(Vfs.SYSCTLS);
      world = new World(tables);
      clock = Clock.virtual(world);
      scheduler = new Scheduler(world, clock);
      var signals = new Signals(world, scheduler);
      processes = new Processes(world, scheduler, signals, new Nobody(), new Nobody());
      var root = new Rlimit(1, 1); // any value will do for a place
      processes.boot(new TaskRow.FsContext(root, root, 022));
      log = new Log(world, clock);
      var settings = new Settings("6.1.0-modbox", true, List.of(), false);
      ModuleProgram slow =
          new ModuleProgram() {
            @Override
            public void init(KernelApi kernel) throws ErrnoException {
              scheduler.block(Channel.of("msleep", 0), () -> false, nanoseconds);
            }

            @Override
            public void exit(KernelApi kernel) {}
          };
      Programs programs = (name, facts) -> name.equals("slow") ? slow : new DerivedProgram(facts);
      loader =
          new ModuleLoader(world, log, scheduler, Rig.CATALOGUE, settings, rig, _ -> {}, programs);
    }

    int load(Objects object) {
      try {
        loader.load(Source.of(object.bytes()), 0, "", "insmod");
        story.add("loaded after " + clock.monotonic() / 1_000_000_000L);
      } catch (ErrnoException e) {
        story.add(e.errno() + " after " + clock.monotonic() / 1_000_000_000L);
      }
      return 0;
    }

    List<String> run() {
      var end = new CompletableFuture<Integer>();
      scheduler.inject(
          () -> {
            try {
              processes.spawnAwaited(this::both, end::complete);
            } catch (ErrnoException e) {
              end.completeExceptionally(e);
            }
          });
      end.join();
      return story;
    }

    private int both() throws ErrnoException {
      processes.fork(() -> load(Objects.module("slow").exports("slow_it")));
      scheduler.giveWay();
      load(Objects.module("user").imports("slow_it", CRC));
      processes.wait4(-1, 0);
      return 0;
    }
  }

  private static final class Nobody implements TaskListener, Processes.Obituary {
    @Override
    public void forked(TaskRow child) {}

    @Override
    public void exited(TaskRow task) {}

    @Override
    public void fault(TaskRow task, Throwable defect) {
      throw new AssertionError(defect);
    }

    @Override
    public void deadlock(List<Processes.Waiter> waiters) {}
  }

  @Test
  void userWaitsForAnInitFunctionThatTakesItsTime() {
    assertThat(new Slow(10_000_000_000L).run())
        .containsExactly("loaded after 10", "loaded after 10");
  }

  @Test
  void userGivesUpAfterHalfAMinute() {
    assertThat(new Slow(100_000_000_000L).run())
        .containsExactly("EBUSY after 30", "loaded after 100");
  }
}
