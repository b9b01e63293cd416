package modbox.task;

import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.HostInput;
import modbox.abi.HostOutput;

/**
 * The host's streams that are attached to this machine, by number. They are not part of its state.
 */
public final class HostStreams {
  private final Scheduler scheduler;
  private final TreeMap<Long, HostInput> inputs = new TreeMap<>();
  private final TreeMap<Long, HostOutput> outputs = new TreeMap<>();
  private long last;

  public HostStreams(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Attaches a stream that is read. */
  public long attachInput(HostInput input) {
    inputs.put(++last, input);
    return last;
  }

  /** Attaches a stream that is written. */
  public long attachOutput(HostOutput output) {
    outputs.put(++last, output);
    return last;
  }

  /** Forgets a stream. */
  public void detach(long id) {
    inputs.remove(id);
    outputs.remove(id);
  }

  /** Whether the stream is one that is read. */
  public boolean isInput(long id) {
    return inputs.containsKey(id);
  }

  /** Reads at least one byte, waiting for it; 0 at the end. EIO if the host fails or is gone. */
  public int read(long id, byte[] buffer, int offset, int length) throws ErrnoException {
    HostInput input = Optional.ofNullable(inputs.get(id)).orElseThrow(() -> Errno.EIO.on("read"));
    return Math.max(0, call(() -> input.read(buffer, offset, length), Errno.EIO));
  }

  /** Writes all; EPIPE if nobody reads. The caller raises SIGPIPE. */
  public int write(long id, byte[] buffer, int offset, int length) throws ErrnoException {
    HostOutput output =
        Optional.ofNullable(outputs.get(id)).orElseThrow(() -> Errno.EPIPE.on("write"));
    return call(
        () -> {
          output.write(buffer, offset, length);
          return length;
        },
        Errno.EPIPE);
  }

  private int call(java.util.concurrent.Callable<Integer> body, Errno failure)
      throws ErrnoException {
    try {
      return scheduler.hostCall(body);
    } catch (IOException e) {
      throw failure.on("host: " + e.getMessage());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
