package modbox.device;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gives the devices of a description the names and numbers that this machine has free: the second
 * stick is sdb, and after it was pulled and plugged again it has another device number.
 */
final class Naming {
  private static final int[] SD_MAJORS = {
    8, 65, 66, 67, 68, 69, 70, 71, 128, 129, 130, 131, 132, 133, 134, 135
  };

  private final Numbers numbers;

  Naming(Numbers numbers) {
    this.numbers = numbers;
  }

  /**
   * What a device is called here.
   *
   * @param name sysfs name
   * @param major of its node, -1 without
   * @param held numbers that it gives back when it goes
   * @param changes uevent keys and attributes that are otherwise than described
   */
  record Given(
      String name, int major, int minor, Vector<String> held, SortedMap<String, String> changes) {}

  /** A device that is being named. */
  private static final class Draft {
    final Described device;
    final SortedMap<String, String> tokens;
    String name;
    int major;
    int minor;
    final List<String> held = new ArrayList<>();
    SortedMap<String, String> changes = TreeMap.empty();

    Draft(Described device, SortedMap<String, String> tokens, String name) {
      this.device = device;
      this.tokens = tokens;
      this.name = name;
      this.major = NameRule.number(device.property("MAJOR"), 0);
      this.minor = NameRule.number(device.property("MINOR"), 0);
    }

    void change(String key, String value) {
      changes = changes.put(key, value);
    }
  }

  /**
   * Names a device.
   *
   * @param tokens names that this machine gave otherwise to devices of the same description
   * @param above the described device that it hangs on, or null
   * @param parent the same device as it is here, or null
   */
  Given name(
      Described device,
      SortedMap<String, String> tokens,
      @Nullable Described above,
      @Nullable Device parent) {
    var draft = new Draft(device, tokens, inherited(device, tokens, above, parent));
    NameRule rule = NameRule.of(device.subsystem(), device.name());
    if (rule != null) {
      byRule(draft, rule);
    } else {
      switch (device.subsystem()) {
        case "usb" -> usb(draft);
        case "block" -> block(draft, parent);
        case "net" -> net(draft);
        case "hid" -> hid(draft);
        case "sound" -> sound(draft);
        default -> dynamicMinor(draft);
      }
    }
    return new Given(draft.name, draft.major, draft.minor, Vector.ofAll(draft.held), draft.changes);
  }

  /** Gives back what a device held. */
  void release(Device device) {
    for (String held : device.held()) {
      int blank = held.indexOf(' ');
      numbers.release(held.substring(0, blank), Integer.parseInt(held.substring(blank + 1)));
    }
  }

  /** The name as it follows from the names above: sdb1 from sdb, 2-3:1.0 from 2-3. */
  private static String inherited(
      Described device,
      SortedMap<String, String> tokens,
      @Nullable Described above,
      @Nullable Device parent) {
    String name = device.name();
    String unit = scsi(name, tokens);
    String token = unit.equals(name) ? tokens.getOrElse(name, "") : unit;
    if (!token.isEmpty()) {
      return token;
    }
    if (above != null
        && parent != null
        && name.startsWith(above.name())
        && !above.name().equals(parent.name())) {
      return parent.name() + name.substring(above.name().length());
    }
    return name;
  }

  /** H:C:I:L and targetH:C:I follow the number that the host was given. */
  private static String scsi(String name, SortedMap<String, String> tokens) {
    int colon = name.indexOf(':');
    String start = name.startsWith("target") ? "target" : "";
    if (colon <= start.length() || NameRule.number(name.substring(0, colon), start.length()) < 0) {
      return name;
    }
    String host = tokens.getOrElse("host" + name.substring(start.length(), colon), "");
    return host.isEmpty() ? name : start + host.substring("host".length()) + name.substring(colon);
  }

  private void byRule(Draft draft, NameRule rule) {
    int number;
    if (rule.kind().isEmpty()) { // shares the number of the device above: a tty of usb-serial
      number = NameRule.number(draft.name, rule.prefix().length());
    } else if (rule.grows()) {
      number = numbers.fresh(rule.kind(), 0);
    } else {
      number = numbers.lowest(rule.kind(), 0);
      draft.held.add(rule.kind() + " " + number);
    }
    draft.name = rule.prefix() + number;
    if (draft.major >= 0 && rule.major() >= 0) {
      draft.major = rule.major() == 0 ? draft.major : rule.major();
      draft.minor = rule.first() + number;
    }
    if (rule.kind().equals("card")) {
      draft.change("A number", number + "\n");
    }
  }

  private void usb(Draft draft) {
    if (!draft.device.property("DEVTYPE").equals("usb_device")) {
      return;
    }
    int dash = draft.name.indexOf('-');
    String bus =
        padded(
            Math.max(
                0,
                dash > 0
                    ? NameRule.number(draft.name.substring(0, dash), 0)
                    : NameRule.number(draft.name, 3)));
    int number = numbers.usbDevice(bus);
    draft.held.add("usbdev" + bus + " " + number);
    String padded = padded(number);
    draft.change("DEVNUM", padded);
    draft.change("DEVNAME", "bus/usb/" + bus + "/" + padded);
    draft.change("A devnum", number + "\n");
    draft.change("BUSNUM", bus);
    draft.change("A busnum", NameRule.number(bus, 0) + "\n");
    if (dash > 0) {
      draft.change("A devpath", draft.name.substring(dash + 1) + "\n");
    }
    draft.minor = (Math.max(NameRule.number(bus, 0), 1) - 1) * 128 + number - 1;
  }

  private static String padded(int number) {
    return number < 10 ? "00" + number : number < 100 ? "0" + number : Integer.toString(number);
  }

  private void block(Draft draft, @Nullable Device parent) {
    String devtype = draft.device.property("DEVTYPE");
    if (devtype.equals("partition")) {
      if (parent != null) {
        partition(draft, parent);
      }
      return;
    }
    draft.change("DISKSEQ", Integer.toString(numbers.fresh("diskseq", 1)));
    draft.change("A diskseq", draft.changes.get("DISKSEQ").get() + "\n");
    String name = draft.device.name();
    if (name.startsWith("sd") && letters(name.substring(2)) >= 0) {
      disk(draft, "sd");
    } else if (name.startsWith("vd") && letters(name.substring(2)) >= 0) {
      disk(draft, "vd");
    } else {
      dynamicMinor(draft);
    }
  }

  /** Source: sd_probe() and sd_major(), drivers/scsi/sd.c; virtblk_probe(). */
  private void disk(Draft draft, String kind) {
    int index = numbers.lowest(kind, 0);
    draft.held.add(kind + " " + index);
    draft.name = kind + letters(index);
    if (kind.equals("vd")) {
      draft.minor = index * 16;
    } else if (index < SD_MAJORS.length * 16) {
      draft.major = SD_MAJORS[index / 16];
      draft.minor = index % 16 * 16;
    } else {
      extended(draft);
    }
  }

  private void extended(Draft draft) {
    draft.major = 259;
    draft.minor = numbers.lowest("minor259", 0);
    draft.held.add("minor259 " + draft.minor);
  }

  private void partition(Draft draft, Device disk) {
    String digits = draft.name;
    int first = digits.length();
    while (first > 0 && Character.isDigit(digits.charAt(first - 1))) {
      first--;
    }
    int number = NameRule.number(digits, first);
    draft.change("DISKSEQ", disk.key("DISKSEQ"));
    if (disk.number().major() != 259 && number > 0 && number < 16) {
      draft.major = disk.number().major();
      draft.minor = disk.number().minor() + number;
    } else {
      extended(draft);
    }
  }

  /** The name of the disk with this index: a … z, aa … Source: sd_format_disk_name(). */
  static String letters(int index) {
    var name = new StringBuilder();
    for (int rest = index; rest >= 0; rest = rest / 26 - 1) {
      name.insert(0, (char) ('a' + rest % 26));
    }
    return name.toString();
  }

  private static int letters(String text) {
    int index = 0;
    for (int i = 0; i < text.length(); i++) {
      int letter = text.charAt(i) - 'a';
      if (letter < 0 || letter > 25 || i > 4) {
        return -1;
      }
      index = index * 26 + letter + 1;
    }
    return index - 1;
  }

  /** An interface comes with a kernel name, whatever it was renamed to where it was recorded. */
  private void net(Draft draft) {
    String name = draft.device.name();
    if (!name.equals("lo") && draft.device.path().startsWith("/devices/virtual/")) {
      draft.change("IFINDEX", Integer.toString(numbers.fresh("ifindex", 1)));
      return;
    }
    if (!name.equals("lo")) {
      String kind =
          switch (draft.device.property("DEVTYPE")) {
            case "wlan" -> "wlan";
            case "wwan" -> "wwan";
            default -> "eth";
          };
      int number = numbers.lowest(kind, 0);
      draft.held.add(kind + " " + number);
      draft.name = kind + number;
    }
    String index = Integer.toString(numbers.fresh("ifindex", 1));
    draft.change("INTERFACE", draft.name);
    draft.change("IFINDEX", index);
    draft.change("A ifindex", index + "\n");
    draft.change("A iflink", index + "\n");
  }

  /** BUS:VENDOR:PRODUCT.ID; the id counts up for ever. Source: hid_add_device(). */
  private void hid(Draft draft) {
    int dot = draft.name.lastIndexOf('.');
    if (dot > 0) {
      String id = Integer.toHexString(numbers.fresh("hid", 1)).toUpperCase(Locale.ROOT);
      draft.name = draft.name.substring(0, dot + 1) + "0".repeat(Math.max(0, 4 - id.length())) + id;
    }
  }

  /** controlC0, pcmC0D0p, hwC0D2, midiC0D0: the card's number is inside. */
  private void sound(Draft draft) {
    String name = draft.name;
    int c = name.indexOf('C');
    int end = c + 1;
    while (end < name.length() && Character.isDigit(name.charAt(end))) {
      end++;
    }
    if (c > 0 && end > c + 1) {
      String card = draft.tokens.getOrElse("card" + name.substring(c + 1, end), "");
      if (!card.isEmpty()) {
        draft.name =
            name.substring(0, c + 1) + card.substring("card".length()) + name.substring(end);
      }
    }
    if (draft.major >= 0) {
      int minor;
      do { // 0 and the multiples of 32 are left to OSS controls, 1 is seq, 33 timer
        minor = numbers.lowest("minor116", 2);
      } while (minor % 32 == 0 || minor == 33);
      draft.minor = minor;
      draft.held.add("minor116 " + minor);
    }
  }

  /** The described minor number if it is free under its major, else the lowest free one. */
  private void dynamicMinor(Draft draft) {
    if (draft.major < 0 || draft.minor < 0) {
      return;
    }
    String kind = (draft.device.subsystem().equals("block") ? "bminor" : "cminor") + draft.major;
    if (draft.major == 259) {
      kind = "minor259";
    }
    draft.minor = numbers.prefer(kind, 0, draft.minor, 4096);
    draft.held.add(kind + " " + draft.minor);
  }
}
