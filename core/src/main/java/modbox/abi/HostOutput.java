package modbox.abi;

import java.io.IOException;

/** Where bytes leave the machine: a host's standard output. */
@FunctionalInterface
public interface HostOutput {
  /** Takes all the bytes. An IOException means that nobody reads any more. */
  void write(byte[] buffer, int offset, int length) throws IOException;
}
