package modbox.device;

import io.vavr.collection.SortedMap;
import io.vavr.collection.Vector;
import java.util.Optional;

/**
 * One device of a description.
 *
 * @param path devpath, {@code /devices/…}
 * @param line of the description where it begins
 * @param node name below /dev, empty if it has none
 * @param content first bytes of the node, as given with {@code N: name=HEX}
 * @param properties {@code KEY=value} in the order of the file, SUBSYSTEM included
 * @param attributes by name, which may contain slashes
 * @param links symbolic links in its directory, name to target
 */
public record Described(
    String path,
    int line,
    String node,
    String content,
    Vector<String> properties,
    SortedMap<String, Value> attributes,
    SortedMap<String, String> links) {

  /** The last component of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The bus or class it belongs to. */
  public String subsystem() {
    return property("SUBSYSTEM");
  }

  /** The value of a property, empty if it is not there. */
  public String property(String key) {
    for (String property : properties) {
      if (property.length() > key.length()
          && property.charAt(key.length()) == '='
          && property.startsWith(key)) {
        return property.substring(key.length() + 1);
      }
    }
    return "";
  }

  /** The text of an attribute without its newline. */
  public Optional<String> attribute(String name) {
    return attributes.get(name).map(Value::line).toJavaOptional();
  }

  /**
   * The driver that the device had where it was recorded, empty if none: {@code E: DRIVER=} or the
   * last component of {@code L: driver=}.
   */
  public String driver() {
    String driver = property("DRIVER");
    if (driver.isEmpty()) {
      String link = links.getOrElse("driver", "");
      driver = link.substring(link.lastIndexOf('/') + 1);
    }
    // the recorder shows a USB device as a usb_device whatever else it left out
    return driver.isEmpty() && property("DEVTYPE").equals("usb_device") ? "usb" : driver;
  }
}
