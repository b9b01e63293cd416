package modbox.abi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kernel uevent: {@code ACTION@DEVPATH} and its properties in the kernel's order.
 *
 * @param seqnum the kernel's sequence number, from 1
 * @param properties {@code KEY=value} strings in order, ACTION, DEVPATH and SUBSYSTEM first, SEQNUM
 *     last
 */
public record Uevent(long seqnum, String action, String devpath, List<String> properties) {
  public Uevent {
    properties = List.copyOf(properties);
  }

  /** The properties as an ordered map; a later one of the same key wins. */
  public Map<String, String> map() {
    var map = new LinkedHashMap<String, String>();
    for (String property : properties) {
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
    var text = new StringBuilder(action).append('@').append(devpath).append('\0');
    properties.forEach(property -> text.append(property).append('\0'));
    return text.toString();
  }
}
