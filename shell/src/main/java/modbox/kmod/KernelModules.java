package modbox.kmod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;

/** What the running kernel says of its modules, read from /proc/modules and /sys/module. */
public final class KernelModules {
  /** A module's state. */
  public enum State {
    ABSENT,
    COMING,
    LIVE,
    GOING
  }

  /** A line of /proc/modules: name and size in bytes. */
  public record Loaded(String name, long size) {}

  private static final String SYS = "/sys/module/";

  private final KmodFiles files;

  public KernelModules(KmodFiles files) {
    this.files = files;
  }

  /** All loaded modules, the newest first. */
  public List<Loaded> loaded() throws ErrnoException {
    var all = new ArrayList<Loaded>();
    for (String line : files.text("/proc/modules").split("\n", -1)) {
      String[] words = line.split("[ \t]+", 3);
      if (words.length > 1) {
        all.add(new Loaded(words[0], number(words[1]).orElse(0L)));
      }
    }
    return all;
  }

  /** The state of a module; one whose directory has no initstate yet is coming. */
  public State state(String name) {
    try {
      return switch (files.text(SYS + name + "/initstate").strip()) {
        case "live" -> State.LIVE;
        case "coming" -> State.COMING;
        case "going" -> State.GOING;
        default -> State.ABSENT;
      };
    } catch (ErrnoException _) {
      boolean directory = files.find(SYS + name).map(s -> s.isDirectory()).orElse(false);
      return directory ? State.COMING : State.ABSENT;
    }
  }

  /** The use count; empty if the kernel does not say. */
  public OptionalInt references(String name) {
    return attribute(name, "refcnt")
        .map(
            text -> number(text).map(n -> OptionalInt.of(n.intValue())).orElse(OptionalInt.empty()))
        .orElse(OptionalInt.empty());
  }

  /** The size in bytes, the kernel's own figure if sysfs has none. */
  public long size(Loaded module) {
    return attribute(module.name(), "coresize")
        .flatMap(KernelModules::number)
        .orElse(module.size());
  }

  /** The modules that use it, in directory order. */
  public List<String> holders(String name) {
    try {
      return files.list(SYS + name + "/holders").stream().map(Dirent::name).toList();
    } catch (ErrnoException _) {
      return List.of(); // no such directory: nobody
    }
  }

  private Optional<String> attribute(String module, String attribute) {
    try {
      return Optional.of(files.text(SYS + module + "/" + attribute).strip());
    } catch (ErrnoException _) {
      return Optional.empty();
    }
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.decode(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
