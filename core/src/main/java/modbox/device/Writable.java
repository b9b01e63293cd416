package modbox.device;

import java.util.Map;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;

/**
 * Which attributes root may write, and what the kernel takes for a value. An attribute that is not
 * listed is read only. Sources: the {@code _store} functions of each subsystem.
 */
final class Writable {
  /** What is taken. */
  enum Kind {
    /** A whole number that is not negative. */
    NUMBER,
    /** A whole number. */
    SIGNED,
    /** y, Y, 1, on, n, N, 0, off. */
    BOOL,
    /** Any text. */
    TEXT,
    /** on or auto. */
    ON_AUTO,
    /** enabled or disabled. */
    ENABLED,
    /** One of the words that reading shows; the chosen one is in brackets. */
    CHOICE,
    /** running or offline. */
    SCSI_STATE
  }

  /** By attribute, where every subsystem has it. */
  private static final Map<String, Kind> COMMON =
      Map.of(
          "power/control", Kind.ON_AUTO,
          "power/autosuspend_delay_ms", Kind.SIGNED,
          "power/autosuspend", Kind.SIGNED,
          "power/wakeup", Kind.ENABLED,
          "power/async", Kind.ENABLED,
          "power/persist", Kind.BOOL,
          "power/level", Kind.ON_AUTO);

  /** By subsystem and attribute. */
  private static final Map<String, Kind> TABLE =
      Map.ofEntries(
          Map.entry("usb avoid_reset_quirk", Kind.BOOL),
          Map.entry("usb authorized_default", Kind.NUMBER),
          Map.entry("usb interface_authorized_default", Kind.BOOL),
          Map.entry("pci enable", Kind.BOOL),
          Map.entry("pci numa_node", Kind.SIGNED),
          Map.entry("pci msi_bus", Kind.BOOL),
          Map.entry("pci broken_parity_status", Kind.BOOL),
          Map.entry("pci d3cold_allowed", Kind.BOOL),
          Map.entry("net mtu", Kind.NUMBER),
          Map.entry("net tx_queue_len", Kind.NUMBER),
          Map.entry("net ifalias", Kind.TEXT),
          Map.entry("net netdev_group", Kind.NUMBER),
          Map.entry("net gro_flush_timeout", Kind.NUMBER),
          Map.entry("net napi_defer_hard_irqs", Kind.NUMBER),
          Map.entry("net proto_down", Kind.BOOL),
          Map.entry("net threaded", Kind.BOOL),
          Map.entry("block events_poll_msecs", Kind.SIGNED),
          Map.entry("block queue/scheduler", Kind.CHOICE),
          Map.entry("block queue/nr_requests", Kind.NUMBER),
          Map.entry("block queue/read_ahead_kb", Kind.NUMBER),
          Map.entry("block queue/max_sectors_kb", Kind.NUMBER),
          Map.entry("block queue/rotational", Kind.NUMBER),
          Map.entry("block queue/iostats", Kind.NUMBER),
          Map.entry("block queue/nomerges", Kind.NUMBER),
          Map.entry("block queue/rq_affinity", Kind.NUMBER),
          Map.entry("block queue/add_random", Kind.NUMBER),
          Map.entry("block queue/discard_max_bytes", Kind.NUMBER),
          Map.entry("bdi read_ahead_kb", Kind.NUMBER),
          Map.entry("scsi queue_depth", Kind.NUMBER),
          Map.entry("scsi timeout", Kind.NUMBER),
          Map.entry("scsi eh_timeout", Kind.NUMBER),
          Map.entry("scsi evt_media_change", Kind.BOOL),
          Map.entry("scsi state", Kind.SCSI_STATE),
          Map.entry("scsi max_sectors", Kind.NUMBER),
          Map.entry("scsi_disk allow_restart", Kind.BOOL),
          Map.entry("scsi_disk manage_start_stop", Kind.BOOL),
          Map.entry("scsi_disk cache_type", Kind.TEXT),
          Map.entry("input inhibited", Kind.BOOL),
          Map.entry("leds brightness", Kind.NUMBER),
          Map.entry("leds trigger", Kind.CHOICE),
          Map.entry("backlight brightness", Kind.NUMBER),
          Map.entry("rfkill soft", Kind.BOOL),
          Map.entry("rfkill state", Kind.NUMBER),
          Map.entry("sound id", Kind.TEXT),
          Map.entry("usb-serial latency_timer", Kind.NUMBER),
          Map.entry("rtc wakealarm", Kind.SIGNED),
          Map.entry("rtc max_user_freq", Kind.NUMBER),
          Map.entry("serio bind_mode", Kind.TEXT),
          Map.entry("video4linux dev_debug", Kind.NUMBER),
          Map.entry("ptp max_vclocks", Kind.NUMBER),
          Map.entry("ptp n_vclocks", Kind.NUMBER));

  private Writable() {}

  static boolean is(String subsystem, String attribute) {
    return COMMON.containsKey(attribute) || TABLE.containsKey(subsystem + " " + attribute);
  }

  /** The new content of an attribute after a write; EINVAL for what is no value of it. */
  static String taken(String subsystem, String attribute, String old, String text)
      throws ErrnoException {
    Kind kind = COMMON.getOrDefault(attribute, TABLE.get(subsystem + " " + attribute));
    String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    if (kind == null) {
      throw Errno.EIO.on(attribute);
    }
    return switch (kind) {
      case TEXT -> value + "\n";
      case NUMBER -> number(attribute, value, false) + "\n";
      case SIGNED -> number(attribute, value, true) + "\n";
      case BOOL -> bool(attribute, value) + "\n";
      case ON_AUTO -> word(attribute, value, "on", "auto");
      case ENABLED -> word(attribute, value, "enabled", "disabled");
      case SCSI_STATE -> word(attribute, value, "running", "offline");
      case CHOICE -> choice(attribute, old, value);
    };
  }

  private static long number(String attribute, String text, boolean signed) throws ErrnoException {
    try {
      long value = Long.decode(text.trim());
      if (value < 0 && !signed) {
        throw Errno.EINVAL.on(attribute);
      }
      return value;
    } catch (NumberFormatException e) {
      throw Errno.EINVAL.on(attribute);
    }
  }

  private static int bool(String attribute, String text) throws ErrnoException {
    return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
      case 'y', 'Y', '1', 't', 'T' -> 1;
      case 'n', 'N', '0', 'f', 'F' -> 0;
      case 'o', 'O' -> text.length() > 1 && (text.charAt(1) | 32) == 'n' ? 1 : 0;
      default -> throw Errno.EINVAL.on(attribute);
    };
  }

  private static String word(String attribute, String text, String one, String other)
      throws ErrnoException {
    if (!text.equals(one) && !text.equals(other)) {
      throw Errno.EINVAL.on(attribute);
    }
    return text + "\n";
  }

  private static String choice(String attribute, String old, String text) throws ErrnoException {
    var line = new StringBuilder();
    boolean found = false;
    for (String word : old.trim().split(" ")) {
      String bare = word.startsWith("[") ? word.substring(1, word.length() - 1) : word;
      boolean chosen = bare.equals(text.trim());
      found |= chosen;
      line.append(line.isEmpty() ? "" : " ").append(chosen ? "[" + bare + "]" : bare);
    }
    if (!found) {
      throw Errno.EINVAL.on(attribute);
    }
    return line + "\n";
  }
}
