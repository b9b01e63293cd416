package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Stdio;
import modbox.user.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What machines cost: heap in use after a collection, with every machine alive. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForkHeapTest {
  private static final List<String> ENVIRONMENT =
      List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root");

  /** One that depends on nothing, one with devices of its own, one that binds to hardware. */
  private static final List<String> MODULES = List.of("crc16", "loop", "e1000e");

  private static final long BOOTED = 48L << 20;
  private static final long FORK = 64L << 10;

  private final List<Machine> machines = new ArrayList<>();

  @AfterEach
  void close() {
    machines.forEach(Machine::close);
  }

  @Test
  void bootedMachineIsSmall() {
    long before = used();
    boot();
    assertThat(used() - before).isLessThanOrEqualTo(BOOTED);
  }

  @Test
  void fiftyForksAreSmall() {
    assertThat(median(50)).isLessThanOrEqualTo(FORK);
  }

  @Test
  @Tag("slow")
  void thousandForksAreSmall() {
    assertThat(median(1000)).isLessThanOrEqualTo(FORK);
  }

  private Machine boot() {
    Machine machine = Machine.boot(MachineOptions.of(new Programs(Families.of("debian-12"))));
    machines.add(machine);
    Init.run(machine, ENVIRONMENT);
    return machine;
  }

  /** Bytes for each of so many forks that have run one modprobe: the median over the modules. */
  private long median(int forks) {
    Machine parent = boot();
    var costs = new ArrayList<Long>();
    for (String module : MODULES) {
      costs.add(cost(parent, module, forks));
    }
    costs.sort(null);
    return costs.get(costs.size() / 2);
  }

  private static long cost(Machine parent, String module, int forks) {
    var alive = new ArrayList<Machine>();
    for (int i = 0; i < 20; i++) {
      alive.add(load(parent, module)); // what all share is made once
    }
    long before = used();
    for (int i = 0; i < forks; i++) {
      alive.add(load(parent, module));
    }
    long cost = (used() - before) / forks;
    alive.forEach(Machine::close);
    return cost;
  }

  private static Machine load(Machine parent, String module) {
    Machine fork = parent.fork();
    var out = new ByteArrayOutputStream();
    int status =
        fork.run(
            List.of("/usr/sbin/modprobe", module), ENVIRONMENT, Stdio.of(out::write, out::write));
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEmpty();
    assertThat(status).isZero();
    return fork;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
