package modbox.task;

/**
 * The port through which kernel code asks userland for a module: request_module. {@code kernel}
 * fills it in.
 */
@FunctionalInterface
public interface ModuleRequester {
  /**
   * Runs modprobe for the name or alias and waits for it. Afterwards the caller looks again for
   * what it missed.
   *
   * @return modprobe's exit status, or a negative errno if it did not run
   */
  int request(String name);
}
