package modbox.abi;

import java.io.IOException;

/** Bytes that come from outside of the machine: a host's standard input, a key board. */
@FunctionalInterface
public interface HostInput {
  /**
   * Reads at least one byte, waiting for it.
   *
   * @return the number of bytes, -1 at the end
   */
  int read(byte[] buffer, int offset, int length) throws IOException;

  /** Nothing ever comes. */
  static HostInput empty() {
    return (_, _, _) -> -1;
  }
}
