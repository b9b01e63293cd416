package modbox.udev.device;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import modbox.abi.Mode;
import org.jspecify.annotations.Nullable;

/**
 * A device: its directory in /sys, its properties (the kernel's, then udev's), its links and tags.
 * What comes from files is read when first asked for and kept. Source: libsystemd's sd-device,
 * whose order of properties it follows.
 */
public final class Device {
  private static final int FEW = 4;

  private final Files files;
  private final String syspath;
  private final SequencedMap<String, String> properties = new LinkedHashMap<>();
  private final SequencedMap<String, String> stored = new LinkedHashMap<>();
  private final Map<String, @Nullable String> attributes = new LinkedHashMap<>();
  private final SequencedSet<String> links = new LinkedHashSet<>();
  private final SequencedSet<String> tags = new LinkedHashSet<>();
  private final SequencedSet<String> currentTags = new LinkedHashSet<>();
  private @Nullable Set<String> names;
  private boolean ueventRead;
  private boolean recordRead;
  private boolean sealed;
  private boolean initialized;
  private boolean parentKnown;
  private boolean listsStale;
  private @Nullable Device parent;
  private @Nullable String subsystem;
  private boolean subsystemKnown;
  private @Nullable String driver;
  private boolean driverKnown;
  private int linkPriority;
  private boolean persistent;
  private long initializedAt;

  private Device(Files files, String syspath) {
    this.files = files;
    this.syspath = syspath;
    properties.put("DEVPATH", syspath.substring("/sys".length()));
  }

  /** The device at a path below /sys; null if there is none. */
  public static @Nullable Device at(Files files, String path) {
    String real = files.realpath(path);
    if (real == null || !real.startsWith("/sys/")) {
      return null;
    }
    boolean exists =
        real.startsWith("/sys/devices/")
            ? files.mode(real + "/uevent") != 0
            : (files.mode(real) & Mode.FMT) == Mode.DIR;
    return exists ? new Device(files, real) : null;
  }

  /** The device of an event: its properties are the event's, its record is not read. */
  public static Device ofEvent(Files files, List<String> message) {
    String devpath = "";
    for (String property : message) {
      if (property.startsWith("DEVPATH=")) {
        devpath = property.substring("DEVPATH=".length());
      }
    }
    var device = new Device(files, "/sys" + devpath);
    device.properties.clear();
    Properties.amend(device, message);
    device.ueventRead = true;
    device.sealed = true;
    return device;
  }

  /** The same device without udev's own knowledge, ready for an event of this action. */
  public Device forEvent(String action) {
    var copy = new Device(files, syspath);
    copy.readUevent();
    copy.properties.put("ACTION", action);
    copy.subsystem();
    copy.sealed = true;
    return copy;
  }

  /** What udev knew of this device before the event: kernel properties and the record. */
  public Device withRecord() {
    var copy = new Device(files, syspath);
    copy.properties.putAll(properties);
    copy.ueventRead = true;
    copy.subsystem = subsystem();
    copy.subsystemKnown = true;
    copy.readRecord();
    copy.sealed = true;
    return copy;
  }

  /** The same network interface under another name: the path changes, what is known stays. */
  public Device renamed(String name) {
    var copy = new Device(files, Paths.parent(syspath) + "/" + name);
    String devpath = copy.devpath();
    copy.properties.putAll(properties());
    copy.properties.put("DEVPATH", devpath);
    copy.stored.putAll(stored);
    copy.links.addAll(links);
    copy.tags.addAll(tags);
    copy.currentTags.addAll(currentTags);
    copy.ueventRead = true;
    copy.sealed = true;
    copy.subsystem = subsystem();
    copy.subsystemKnown = true;
    copy.linkPriority = linkPriority;
    copy.persistent = persistent;
    return copy;
  }

  public Files files() {
    return files;
  }

  /** The directory, with /sys. */
  public String syspath() {
    return syspath;
  }

  /** The directory without /sys. */
  public String devpath() {
    return syspath.substring("/sys".length());
  }

  /** The last component, with "!" turned back into "/". */
  public String sysname() {
    return Paths.tail(syspath).replace('!', '/');
  }

  /** The digits at the end of the name; empty if there are none or nothing else. */
  public String sysnum() {
    String name = sysname();
    int start = name.length();
    while (start > 0 && Character.isDigit(name.charAt(start - 1))) {
      start--;
    }
    return start == 0 ? "" : name.substring(start);
  }

  /** The subsystem's name; null if it has none. */
  public @Nullable String subsystem() {
    if (!subsystemKnown) {
      subsystemKnown = true;
      // An event says it itself, and must: what has been removed is not in /sys any more.
      String told = sealed ? properties.get("SUBSYSTEM") : null;
      subsystem = told != null ? told : Properties.subsystem(files, syspath);
      if (subsystem != null) {
        properties.putIfAbsent("SUBSYSTEM", subsystem);
      }
    }
    return subsystem;
  }

  /** The bound driver's name; null if it has none. */
  public @Nullable String driver() {
    if (!driverKnown) {
      driverKnown = true;
      String target = files.readlink(syspath + "/driver");
      driver = target == null ? null : Paths.tail(target);
    }
    return driver;
  }

  public @Nullable String devtype() {
    return kernelProperty("DEVTYPE");
  }

  /** The node's path, with /dev. */
  public @Nullable String devname() {
    return kernelProperty("DEVNAME");
  }

  /** The major number; 0 if there is no node. */
  public int major() {
    return number("MAJOR");
  }

  public int minor() {
    return number("MINOR");
  }

  /** The index of a network interface; 0 for anything else. */
  public int ifindex() {
    return number("IFINDEX");
  }

  public boolean hasNode() {
    return major() > 0;
  }

  private int number(String key) {
    String text = kernelProperty(key);
    return text == null ? 0 : Numbers.decimal(text, 0);
  }

  private @Nullable String kernelProperty(String key) {
    readUevent();
    return properties.get(key);
  }

  /** The event's action; empty if this is no event's device. */
  public String action() {
    return properties.getOrDefault("ACTION", "");
  }

  /**
   * An attribute's value without the newline at its end; null if it is missing, a directory, a link
   * (but driver, subsystem and module), or not readable. Kept once read.
   */
  public @Nullable String attribute(String name) {
    if (attributes.containsKey(name)) {
      return attributes.get(name);
    }
    String value = mayHave(name) ? Properties.attribute(files, syspath + "/" + name, name) : null;
    attributes.put(name, value);
    return value;
  }

  /** Most of what rules ask for is not there: after a few questions the directory is looked at. */
  private boolean mayHave(String name) {
    if (names == null) {
      if (attributes.size() < FEW) {
        return true;
      }
      names = Set.copyOf(files.list(syspath));
    }
    int slash = name.indexOf('/');
    return slash == 0
        || name.startsWith("..")
        || names.contains(slash < 0 ? name : name.substring(0, slash));
  }

  /** The nearest device above; null at the top. */
  public @Nullable Device parent() {
    if (!parentKnown) {
      parentKnown = true;
      String above = Paths.parent(syspath);
      while (above.startsWith("/sys/devices/") && parent == null) {
        parent = files.mode(above + "/uevent") != 0 ? new Device(files, above) : null;
        above = Paths.parent(above);
      }
    }
    return parent;
  }

  /** The nearest device above of a subsystem and, unless null, of a type. */
  public @Nullable Device parent(String wanted, @Nullable String type) {
    for (Device d = parent(); d != null; d = d.parent()) {
      if (wanted.equals(d.subsystem()) && (type == null || type.equals(d.devtype()))) {
        return d;
      }
    }
    return null;
  }

  /** A property; null if it is not set. */
  public @Nullable String property(String key) {
    prepare();
    return properties.get(key);
  }

  /** All properties in order: the kernel's, the stored ones, DEVLINKS, TAGS, CURRENT_TAGS. */
  public SequencedMap<String, String> properties() {
    prepare();
    return properties;
  }

  /** The properties that go into the record, in order. */
  SequencedMap<String, String> stored() {
    return stored;
  }

  /** Sets a property, or removes it with null; names that begin with "." are not stored. */
  public void set(String key, @Nullable String value) {
    if (value == null) {
      properties.remove(key);
      stored.remove(key);
      return;
    }
    properties.put(key, value);
    if (!key.startsWith(".")) {
      stored.put(key, value);
    }
  }

  /** Sets a property that is the kernel's: it is not stored. */
  public void setKernel(String key, String value) {
    properties.put(key, value);
  }

  /** The links, with /dev, in the order in which they were added. */
  public Set<String> links() {
    prepare();
    return links;
  }

  public void addLink(String link) {
    links.add(link);
    listsStale = true;
  }

  public void clearLinks() {
    links.clear();
    properties.remove("DEVLINKS");
    listsStale = true;
  }

  /** All tags the device ever had. */
  public Set<String> tags() {
    prepare();
    return tags;
  }

  /** The tags that the last event gave. */
  public Set<String> currentTags() {
    prepare();
    return currentTags;
  }

  public void addTag(String tag, boolean current) {
    tags.add(tag);
    if (current) {
      currentTags.add(tag);
    }
    listsStale = true;
  }

  /** Takes a tag from the current ones; it stays in {@link #tags}. */
  public void removeTag(String tag) {
    currentTags.remove(tag);
    listsStale = true;
  }

  public void clearTags() {
    tags.clear();
    currentTags.clear();
    listsStale = true;
  }

  public int linkPriority() {
    prepare();
    return linkPriority;
  }

  public void setLinkPriority(int priority) {
    linkPriority = priority;
  }

  /** Whether the record outlives a clean-up: its sticky bit. */
  public boolean isPersistent() {
    return persistent;
  }

  public void setPersistent() {
    persistent = true;
  }

  /** Whether udev has handled the device: it has a record, be it empty. */
  public boolean isInitialized() {
    prepare();
    return initialized;
  }

  public void setInitialized() {
    initialized = true;
  }

  /** Microseconds since boot of the first event; 0 if unknown. */
  public long initializedAt() {
    return initializedAt;
  }

  public void setInitializedAt(long microseconds) {
    initializedAt = microseconds;
    properties.put("USEC_INITIALIZED", Long.toString(microseconds));
  }

  /** The name of the record: {@code b8:16}, {@code c189:130}, {@code n4}, {@code +usb:2-2:1.0}. */
  public @Nullable String id() {
    String sub = subsystem();
    if (sub == null) {
      return null;
    }
    if (sub.equals("drivers")) {
      return "+drivers:" + Properties.driverSubsystem(syspath) + ":" + Paths.tail(syspath);
    }
    if (hasNode()) {
      return (sub.equals("block") ? "b" : "c") + major() + ":" + minor();
    }
    return ifindex() > 0 ? "n" + ifindex() : "+" + sub + ":" + Paths.tail(syspath);
  }

  /** Reads the record even in an event: what a remove event works with. */
  public void readRecord() {
    if (!recordRead) {
      recordRead = true;
      initialized = Records.read(this);
    }
  }

  private void readUevent() {
    if (!ueventRead) {
      ueventRead = true;
      String text = files.read(syspath + "/uevent");
      if (text != null) {
        Properties.amend(this, List.of(text.split("\n", -1)));
      }
    }
  }

  private void prepare() {
    readUevent();
    if (!sealed) {
      readRecord();
    }
    if (listsStale) {
      listsStale = false;
      Properties.lists(properties, links, tags, currentTags);
    }
  }
}
