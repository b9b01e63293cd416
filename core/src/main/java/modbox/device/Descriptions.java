package modbox.device;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import modbox.abi.ErrnoException;

/**
 * Descriptions that have been parsed before: the devices that a module brings along are the same in
 * every machine, and one machine and its forks share them. Safe for several machines at a time.
 */
public final class Descriptions {
  /** More than this are parsed each time: texts may depend on a module's parameters. */
  private static final int MOST = 1024;

  private final ConcurrentHashMap<String, List<Described>> parsed = new ConcurrentHashMap<>();

  /** The devices of a description, as {@link Description#parse} gives them. */
  public List<Described> parse(String origin, String text) throws ErrnoException {
    List<Described> devices = parsed.get(text);
    if (devices == null) {
      devices = Description.parse(origin, text);
      if (parsed.size() < MOST) {
        parsed.put(text, devices);
      }
    }
    return devices;
  }
}
