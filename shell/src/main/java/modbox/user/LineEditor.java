package modbox.user;

import modbox.kernel.Syscalls;

/** Where an interactive shell gets its lines: a line editor at a terminal. */
public interface LineEditor {
  /** What came of asking for a line. */
  sealed interface Answer {
    /**
     * Text was accepted: one command, of several lines if it needs them, without the last newline.
     */
    record Text(String text) implements Answer {}

    /** Ctrl-C: what was typed is thrown away. */
    record Interrupted() implements Answer {}

    /** Ctrl-D on an empty line, or the terminal is gone. */
    record End() implements Answer {}
  }

  /**
   * Asks for the next command. Blocks outside of the machine: other tasks go on meanwhile.
   *
   * @param sys of the calling task
   * @param prompt PS1, expanded
   * @param continuation PS2, expanded
   */
  Answer ask(Syscalls sys, String prompt, String continuation);
}
