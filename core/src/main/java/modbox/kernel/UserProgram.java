package modbox.kernel;

import java.util.List;
import modbox.abi.ErrnoException;

/** A program of userland as the kernel sees it: something with a main function. */
@FunctionalInterface
public interface UserProgram {
  /**
   * Runs in the calling task.
   *
   * @return the exit status, 0 to 255
   */
  int main(Syscalls sys, List<String> argv, List<String> environment) throws ErrnoException;
}
