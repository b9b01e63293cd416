package modbox.sh.exec;

import java.util.List;
import modbox.kernel.Syscalls;

/**
 * Help that a person at a terminal gets after a message of the shell; the message stays as it is.
 */
public interface Advice {
  /**
   * Lines to show after a command was not found.
   *
   * @param sys of the task that looked for it
   */
  List<String> onMissing(Syscalls sys, String command);
}
