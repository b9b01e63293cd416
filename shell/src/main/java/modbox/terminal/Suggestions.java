package modbox.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;
import modbox.sh.exec.Advice;

/**
 * "Did you mean": what a person sees at the terminal after a command or module was not found. Names
 * are looked up in the task that failed.
 */
final class Suggestions implements Advice {
  private static final String PACKAGES = "modbox --rootfs DIR; packages cannot be installed here";
  private static final String NETWORK = "nothing; this machine has no network to the outside";
  private static final String EDITORS = "cat >FILE, or sed -i";
  private static final String SCRIPTS = "js, which runs JavaScript";

  /** What Debian has and a learner may type here, and what serves the purpose in this machine. */
  private static final SortedMap<String, String> ELSEWHERE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("apt", PACKAGES),
              Map.entry("apt-get", PACKAGES),
              Map.entry("dpkg", PACKAGES),
              Map.entry("curl", NETWORK),
              Map.entry("wget", NETWORK),
              Map.entry("ssh", NETWORK),
              Map.entry("ping", NETWORK),
              Map.entry("emacs", EDITORS),
              Map.entry("nano", EDITORS),
              Map.entry("vi", EDITORS),
              Map.entry("vim", EDITORS),
              Map.entry("ethtool", "udevadm info -a /sys/class/net/NAME"),
              Map.entry("hwinfo", "udevadm info --export-db"),
              Map.entry("inxi", "udevadm info --export-db"),
              Map.entry("lshw", "udevadm info --export-db"),
              Map.entry("ifconfig", "ls /sys/class/net"),
              Map.entry("journalctl", "dmesg"),
              Map.entry("gcc", SCRIPTS),
              Map.entry("make", SCRIPTS),
              Map.entry("perl", SCRIPTS),
              Map.entry("python3", SCRIPTS),
              Map.entry("node", SCRIPTS),
              Map.entry("service", "udevadm control; it is the only service that runs"),
              Map.entry("systemctl", "udevadm control; it is the only service that runs"),
              Map.entry("strace", "why THING"),
              Map.entry("tree", "find")));

  @Override
  public List<String> onMissing(Syscalls sys, String command) {
    String instead = ELSEWHERE.get(command);
    if (instead != null) {
      return List.of("modbox has no " + command + "; nearest: " + instead);
    }
    return line(Nearest.to(command, Names.commands(sys)));
  }

  /**
   * What to say after a line failed whose last word should be a module.
   *
   * @return no line, or one
   */
  static List<String> onModule(Syscalls sys, String line) throws ErrnoException {
    String[] words = line.strip().split("\\s+");
    String last = words[words.length - 1];
    boolean plain = last.matches("[A-Za-z0-9_-]+") && !last.startsWith("-");
    if (words.length < 2 || !plain) {
      return List.of();
    }
    List<String> names =
        switch (words[0]) {
          case "modprobe", "modinfo" -> Names.modules(sys);
          case "rmmod" -> Names.loaded(sys);
          default -> List.of();
        };
    var known = new ArrayList<String>(names);
    return known.contains(last.replace('-', '_')) ? List.of() : line(Nearest.to(last, known));
  }

  private static List<String> line(List<String> names) {
    return names.isEmpty() ? List.of() : List.of("did you mean: " + String.join(", ", names) + "?");
  }
}
