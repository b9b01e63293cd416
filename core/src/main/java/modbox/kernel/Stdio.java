package modbox.kernel;

import modbox.abi.HostInput;
import modbox.abi.HostOutput;

/** The host's streams behind descriptors 0, 1 and 2 of a machine's first task. */
public record Stdio(HostInput in, HostOutput out, HostOutput err) {
  /** Nothing to read; what is written goes to these two. */
  public static Stdio of(HostOutput out, HostOutput err) {
    return new Stdio(HostInput.empty(), out, err);
  }
}
