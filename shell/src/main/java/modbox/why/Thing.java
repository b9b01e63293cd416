package modbox.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import modbox.abi.Dev;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.abi.Step;
import modbox.kernel.Syscalls;
import modbox.user.Proc;

/**
 * What is asked about.
 *
 * @param name as it was given, a module's with underscores
 * @param subjects what recorded steps call it: module names, device paths
 * @param state one line: what it is now
 * @param exists whether it is there
 */
record Thing(String name, TreeSet<String> subjects, String state, boolean exists) {
  static Thing named(Proc proc, String text) throws ErrnoException {
    if (text.startsWith("/")) {
      return device(proc, text);
    }
    String module = text.replace('-', '_');
    return module(proc, module);
  }

  private static Thing module(Proc proc, String name) throws ErrnoException {
    var subjects = new TreeSet<String>(List.of(name, name.replace('_', '-')));
    Optional<String> line = Optional.empty();
    for (String each : proc.readText("/proc/modules").split("\n")) {
      if (each.startsWith(name + " ")) {
        line = Optional.of(each);
      }
    }
    if (line.isEmpty()) {
      boolean builtIn = isThere(proc.sys(), "/sys/module/" + name);
      return new Thing(
          name,
          subjects,
          name + (builtIn ? " is built into the kernel" : " is not loaded"),
          builtIn);
    }
    String[] words = line.get().split(" ");
    String users = words[3].equals("-") ? "" : ", used by " + words[3].replaceAll(",$", "");
    return new Thing(
        name,
        subjects,
        name
            + " is "
            + words[4].toLowerCase(java.util.Locale.ROOT)
            + ", reference count "
            + words[2]
            + users,
        true);
  }

  private static Thing device(Proc proc, String path) throws ErrnoException {
    Optional<String> devpath =
        path.startsWith("/dev/") ? ofNode(proc.sys(), path) : Optional.of(stripped(path));
    if (devpath.isEmpty() || !isThere(proc.sys(), "/sys" + devpath.get())) {
      return new Thing(
          path, new TreeSet<>(List.of(devpath.orElse(path), path)), path + " is not there", false);
    }
    var subjects = new TreeSet<String>(List.of(path));
    var chain = new ArrayList<String>();
    for (String at = devpath.get();
        at.lastIndexOf('/') > 0;
        at = at.substring(0, at.lastIndexOf('/'))) {
      if (isThere(proc.sys(), "/sys" + at + "/uevent")) {
        subjects.add(at);
        link(proc.sys(), "/sys" + at + "/driver").ifPresent(chain::add);
        link(proc.sys(), "/sys" + at + "/driver/module").ifPresent(subjects::add);
      }
    }
    String drivers =
        chain.isEmpty() ? "" : ", behind the drivers " + String.join(", ", chain.reversed());
    return new Thing(path, subjects, path + " is " + devpath.get() + drivers, true);
  }

  private static String stripped(String path) {
    return path.startsWith("/sys/") ? path.substring(4) : path;
  }

  private static Optional<String> ofNode(Syscalls sys, String node) throws ErrnoException {
    Stat stat;
    try {
      stat = sys.stat(node);
    } catch (ErrnoException _) {
      return Optional.empty(); // that it is not there is the answer
    }
    String kind = stat.type() == Mode.BLK ? "block" : "char";
    String number = Dev.major(stat.rdev()) + ":" + Dev.minor(stat.rdev());
    try {
      String target = sys.readlink("/sys/dev/" + kind + "/" + number);
      return Optional.of(target.substring(target.indexOf("/devices/")));
    } catch (ErrnoException _) {
      return Optional.empty(); // a node without a device
    }
  }

  private static boolean isThere(Syscalls sys, String path) {
    try {
      sys.lstat(path);
      return true;
    } catch (ErrnoException _) {
      return false; // the question was whether it is there
    }
  }

  private static Optional<String> link(Syscalls sys, String path) {
    try {
      String target = sys.readlink(path);
      return Optional.of(target.substring(target.lastIndexOf('/') + 1));
    } catch (ErrnoException _) {
      return Optional.empty(); // no such link
    }
  }

  /** Whether a step is about it: by its subject, or because it found it. */
  boolean concerns(Step step) {
    return subjects.contains(step.subject())
        || subjects.contains(step.subject().replace('-', '_'))
        || subjects.contains(step.seen());
  }
}
