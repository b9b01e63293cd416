package modbox.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Stdio;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a machine does all day, on a warm JVM. Each benchmark but the first two works in a fork. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xss4m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
public class MachineBenchmark {
  private static final List<String> ENVIRONMENT =
      List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root");
  private static final int WALKS = 1000;

  private final MachineOptions options = BootImage.options();
  private Machine booted;
  private Machine fork;
  private byte[] image;

  /** The default machine, booted, and as a file. */
  @Setup
  public void boot() throws IOException {
    booted = BootImage.boot(options, BootImage.environment());
    Path file = Files.createTempFile("machine", ".saved");
    BootImage.write(file);
    image = Files.readAllBytes(file);
    Files.delete(file);
  }

  /** What a benchmark may change. */
  @Setup(Level.Invocation)
  public void prepare() {
    fork = booted.fork();
  }

  /** Ends it. */
  @TearDown(Level.Invocation)
  public void dispose() {
    fork.close();
  }

  /** Ends all. */
  @TearDown
  public void close() {
    booted.close();
  }

  private static int sh(Machine machine, String line) {
    var out = new ByteArrayOutputStream();
    int status =
        machine.run(List.of("/bin/sh", "-c", line), ENVIRONMENT, Stdio.of(out::write, out::write));
    if (status != 0) {
      throw new IllegalStateException(line + ": " + status + ": " + out);
    }
    return out.size();
  }

  /** A fork of a booted machine, and its end. */
  @Benchmark
  public int fork() {
    try (Machine other = booted.fork()) {
      return other.hashCode();
    }
  }

  /** The saved machine, opened as a start does it. */
  @Benchmark
  public int load() throws IOException {
    try (Machine other = BootImage.read(image, options)) {
      return other.hashCode();
    }
  }

  /** A shell that runs one modprobe, of a module with dependencies. */
  @Benchmark
  public int modprobe() {
    return sh(fork, "modprobe bluetooth");
  }

  /** One event through udevd, its rules read afresh, as every fork must. */
  @Benchmark
  public int udevEvent() {
    return sh(fork, "echo change > /sys/block/sda/uevent; udevadm settle");
  }

  /** A thousand walks of a path with a link and seven names. */
  @Benchmark
  public long pathWalk() {
    return fork.call(
        sys -> {
          long sum = 0;
          try {
            for (int i = 0; i < WALKS; i++) {
              Stat stat = sys.stat("/sys/class/block/sda/device/vendor");
              sum += stat.size();
            }
          } catch (ErrnoException e) {
            throw new IllegalStateException(e);
          }
          return sum;
        });
  }
}
