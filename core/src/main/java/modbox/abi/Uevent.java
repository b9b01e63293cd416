package modbox.abi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kernel uevent: {@code ACTION@DEVPATH} and its properties in the kernel's order.
 *
 * @param seqnum the kernel's sequence number, from 1
 * @param payload {@code KEY=value} strings in order, ACTION, DEVPATH and SUBSYSTEM first, SEQNUM
 *     last, each ended by NUL: one string, for there are many events and few who look into them
 */
public record Uevent(long seqnum, String action, String devpath, String payload) {
  /** An event with these properties. */
  public Uevent(long seqnum, String action, String devpath, List<String> properties) {
    this(seqnum, action, devpath, joined(properties));
  }

  private static String joined(List<String> properties) {
    var text = new StringBuilder();
    properties.forEach(property -> text.append(property).append('\0'));
    return text.toString();
  }

  /** {@code KEY=value} strings in order. */
  public List<String> properties() {
    var properties = new ArrayList<String>();
    for (int at = 0; at < payload.length(); ) {
      int end = payload.indexOf('\0', at);
      properties.add(payload.substring(at, end));
      at = end + 1;
    }
    return properties;
  }

  /** The properties as an ordered map; a later one of the same key wins. */
  public Map<String, String> map() {
    var map = new LinkedHashMap<String, String>();
    for (String property : properties()) {
      int eq = property.indexOf('=');
      if (eq > 0) {
        map.put(property.substring(0, eq), property.substring(eq + 1));
      }
    }
    return map;
  }

  /**
   * The netlink payload: header and properties, each ended by NUL. Source: lib/kobject_uevent.c.
   */
  public String message() {
    return action + "@" + devpath + "\0" + payload;
  }
}
