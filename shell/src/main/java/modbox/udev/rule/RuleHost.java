package modbox.udev.rule;

import modbox.abi.Step;
import modbox.udev.device.Device;
import modbox.udev.device.Files;

/** What rules can do to the machine, and what they ask of it. */
public interface RuleHost extends Context {
  /**
   * What a program left behind.
   *
   * @param status 0, a positive exit status, or a negative error number if it could not be run
   * @param truncated whether there was more output than was wanted
   */
  record Spawned(int status, String output, boolean truncated) {}

  Files files();

  /** Runs a program with a device's properties as its environment and waits for it. */
  Spawned spawn(Device device, String command, int mostOutput);

  /**
   * Runs a builtin.
   *
   * @return 0 or more if it succeeded, else a negative error number
   */
  int builtin(RuleEvent event, String builtin, String command);

  /** The architecture ({@code arch}) or the kind of virtual machine ({@code virt}). */
  String constant(String which);

  /** The kernel's command line. */
  String commandLine();

  /** Whether messages of this level are wanted. */
  boolean logs(Diagnostic.Level level);

  void log(Diagnostic.Level level, String text);

  /** Whether every step is to be explained; those that change something always are. */
  boolean explainsAll();

  void explain(Step step);
}
