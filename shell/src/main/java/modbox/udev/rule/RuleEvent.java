package modbox.udev.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import modbox.udev.device.Device;
import org.jspecify.annotations.Nullable;

/** One event on its way through the rules: the device and what the rules have decided so far. */
public final class RuleEvent {
  /** A command of the RUN list; {@code builtin} is empty for a program. */
  public record Run(String command, String builtin) {}

  /** How values of the current line are cleaned. */
  enum Escape {
    UNSET,
    NONE,
    REPLACE
  }

  private final Device device;
  private final Device record;
  private final Map<String, String> globals;
  final Set<String> failedBuiltins = new LinkedHashSet<>();
  final Set<String> ranBuiltins = new LinkedHashSet<>();
  final Set<Kind> finals = new LinkedHashSet<>();
  @Nullable Device matchedParent;
  @Nullable String programResult;
  Escape escape = Escape.UNSET;
  @Nullable String name;
  int uid = -1;
  int gid = -1;
  int mode = -1;
  int watch = -1;
  int logLevel = -1;
  final Map<String, String> seclabels = new LinkedHashMap<>();
  private final List<Run> runs = new ArrayList<>();

  /**
   * An event.
   *
   * @param device the device with the event's properties
   * @param record the device as udev knew it before
   * @param globals properties set by {@code udevadm control --property}
   */
  public RuleEvent(Device device, Device record, Map<String, String> globals) {
    this.device = device;
    this.record = record;
    this.globals = globals;
  }

  public Device device() {
    return device;
  }

  /** The device as udev knew it before the event. */
  public Device record() {
    return record;
  }

  @Nullable String global(String key) {
    return globals.get(key);
  }

  /** The new name of a network interface; null if none was given. */
  public @Nullable String name() {
    return name;
  }

  public void setName(String newName) {
    name = newName;
  }

  /** The node's owner; -1 if no rule said so. */
  public int uid() {
    return uid;
  }

  /** The node's group; -1 if no rule said so. */
  public int gid() {
    return gid;
  }

  /** The node's permissions; -1 if no rule said so. */
  public int mode() {
    return mode;
  }

  /** 1 to watch the node, 0 not to, -1 if no rule said so. */
  public int watch() {
    return watch;
  }

  /** Security labels by module. */
  public Map<String, String> seclabels() {
    return seclabels;
  }

  /** What is to be run after the rules, in order. */
  public List<Run> runs() {
    return List.copyOf(runs);
  }

  void addRun(Run run) {
    runs.add(run);
  }

  void clearRuns() {
    runs.clear();
  }

  /** The same event of the device under its new name. */
  public RuleEvent on(Device renamed) {
    var event = new RuleEvent(renamed, record, globals);
    event.name = name;
    event.watch = watch;
    event.logLevel = logLevel;
    event.runs.addAll(runs);
    return event;
  }
}
