package modbox.sh.exec;

import modbox.abi.Signal;

/** Names and texts of signals: strsignal(3). */
public final class SignalNames {
  private static final String[] TEXTS = {
    "",
    "Hangup",
    "Interrupt",
    "Quit",
    "Illegal instruction",
    "Trace/breakpoint trap",
    "Aborted",
    "Bus error",
    "Floating point exception",
    "Killed",
    "User defined signal 1",
    "Segmentation fault",
    "User defined signal 2",
    "Broken pipe",
    "Alarm clock",
    "Terminated",
    "Stack fault",
    "Child exited",
    "Continued",
    "Stopped (signal)",
    "Stopped",
    "Stopped (tty input)",
    "Stopped (tty output)",
    "Urgent I/O condition",
    "CPU time limit exceeded",
    "File size limit exceeded",
    "Virtual timer expired",
    "Profiling timer expired",
    "Window changed",
    "I/O possible",
    "Power failure",
    "Bad system call",
  };

  private SignalNames() {}

  /** What happened to a process that a signal ended. */
  public static String text(int number) {
    return number > 0 && number < TEXTS.length ? TEXTS[number] : "Unknown signal " + number;
  }

  /** The number that a word names: a number, a name with or without SIG, EXIT for 0; else -1. */
  public static int number(String word) {
    if (modbox.sh.syntax.Names.isNumber(word) && word.length() < 4) {
      int number = Integer.parseInt(word);
      return number == 0 || (number <= 64) ? number : -1;
    }
    if (word.equals("EXIT")) {
      return 0;
    }
    return Signal.named(word).map(Signal::number).orElse(-1);
  }

  /** The name without SIG; the number if it has none. */
  public static String name(int number) {
    if (number == 0) {
      return "EXIT";
    }
    return Signal.of(number).map(Signal::name).orElse(Integer.toString(number));
  }
}
