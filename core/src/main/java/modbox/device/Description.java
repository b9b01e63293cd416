package modbox.device;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * The parser of device descriptions in umockdev's record format. Devices come out parents first,
 * otherwise in the order of the file; a device described twice is what it was last described as.
 * Source of the format: umockdev's docs/devices.md.
 */
public final class Description {
  private static final int NAME_MAX = 255;

  private final String origin;
  private final Map<String, Described> devices = new LinkedHashMap<>();
  private int line;

  private Description(String origin) {
    this.origin = origin;
  }

  /**
   * The devices of a description. EINVAL with {@code ORIGIN:LINE: what} if it cannot be understood.
   *
   * @param origin name of the text, used in messages
   * @param text a byte string
   */
  public static List<Described> parse(String origin, String text) throws ErrnoException {
    var description = new Description(origin);
    description.blocks(text);
    return parentsFirst(List.copyOf(description.devices.values()));
  }

  private void blocks(String text) throws ErrnoException {
    Block block = null;
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      String row = text.substring(at, end > at && text.charAt(end - 1) == '\r' ? end - 1 : end);
      at = end + 1;
      line++;
      if (row.isBlank()) {
        finish(block);
        block = null;
      } else if (row.startsWith("P: ")) {
        finish(block);
        block = new Block(path(row.substring(3)), line);
      } else if (!row.startsWith("#")) {
        if (block == null) {
          throw bad("device descriptions must start with a \"P: /devices/path/...\" line");
        }
        field(block, row);
      }
    }
    finish(block);
    if (devices.isEmpty()) {
      throw bad("no device is described");
    }
  }

  private static final class Block {
    final String path;
    final int line;
    String node = "";
    String content = "";
    Vector<String> properties = Vector.empty();
    TreeMap<String, Value> attributes = TreeMap.empty();
    TreeMap<String, String> links = TreeMap.empty();

    Block(String path, int line) {
      this.path = path;
      this.line = line;
    }
  }

  private void finish(@Nullable Block block) throws ErrnoException {
    if (block == null) {
      return;
    }
    var device =
        new Described(
            block.path,
            block.line,
            block.node,
            block.content,
            block.properties,
            block.attributes,
            block.links);
    if (device.subsystem().isEmpty()) {
      line = block.line;
      throw bad("missing SUBSYSTEM property in description of device " + block.path);
    }
    devices.put(block.path, device);
  }

  private void field(Block block, String row) throws ErrnoException {
    if (row.length() < 3 || row.charAt(1) != ':' || row.charAt(2) != ' ') {
      throw bad("malformed line: " + row);
    }
    String value = row.substring(3);
    switch (row.charAt(0)) {
      case 'N' -> node(block, value);
      case 'S' -> relative("device link", value);
      case 'E' -> block.properties = block.properties.append(property(value));
      case 'A' -> attribute(block, value);
      case 'H' -> {
        int eq = equals(value);
        block.attributes =
            block.attributes.put(name(value, eq), new Value(hex(value.substring(eq + 1)), true));
      }
      case 'L' -> {
        int eq = equals(value);
        block.links = block.links.put(name(value, eq), value.substring(eq + 1));
      }
      default -> throw bad("unknown line prefix \"" + row.charAt(0) + ":\"");
    }
  }

  private void node(Block block, String value) throws ErrnoException {
    int eq = value.indexOf('=');
    block.node = relative("device node", eq < 0 ? value : value.substring(0, eq));
    block.content = eq < 0 ? "" : hex(value.substring(eq + 1));
  }

  private String property(String value) throws ErrnoException {
    int eq = equals(value);
    if (eq == 0) {
      throw bad("property without a name: " + value);
    }
    return value;
  }

  private void attribute(Block block, String value) throws ErrnoException {
    int eq = equals(value);
    block.attributes =
        block.attributes.put(name(value, eq), Value.text(unescape(value.substring(eq + 1))));
  }

  private int equals(String value) throws ErrnoException {
    int eq = value.indexOf('=');
    if (eq < 0) {
      throw bad("\"=\" expected: " + value);
    }
    return eq;
  }

  private String name(String value, int eq) throws ErrnoException {
    return relative("attribute", value.substring(0, eq));
  }

  private String path(String text) throws ErrnoException {
    if (!text.startsWith("/devices/") || text.length() == "/devices/".length()) {
      throw bad("invalid device path '" + text + "': must start with /devices/");
    }
    relative("device path", text.substring(1));
    return text;
  }

  /** A name of one or more components, none of them empty, dots or too long for a file system. */
  private String relative(String what, String text) throws ErrnoException {
    for (int from = 0; from <= text.length(); ) {
      int slash = text.indexOf('/', from);
      int end = slash < 0 ? text.length() : slash;
      String part = text.substring(from, end);
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw bad("invalid " + what + " '" + text + "'");
      }
      if (part.length() > NAME_MAX || part.indexOf('\0') >= 0) {
        throw bad("invalid " + what + ": a component is too long or holds a zero byte");
      }
      from = end + 1;
    }
    return text;
  }

  /** Undoes {@code \n} and {@code \\}, the only two escapes of the format. */
  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (next == 'n' || next == '\\') {
        plain.append(next == 'n' ? '\n' : '\\');
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private String hex(String text) throws ErrnoException {
    if (text.length() % 2 != 0) {
      throw bad("malformed hexadecimal value: odd number of digits");
    }
    var bytes = new StringBuilder(text.length() / 2);
    for (int i = 0; i < text.length(); i += 2) {
      int high = Character.digit(text.charAt(i), 16);
      int low = Character.digit(text.charAt(i + 1), 16);
      if (high < 0 || low < 0 || text.charAt(i) > 'f' || text.charAt(i + 1) > 'f') {
        throw bad("malformed hexadecimal value: '" + text.substring(i, i + 2) + "'");
      }
      bytes.append((char) (high << 4 | low));
    }
    return bytes.toString();
  }

  private ErrnoException bad(String what) {
    return Errno.EINVAL.on(origin + ":" + line + ": " + what);
  }

  private static List<Described> parentsFirst(List<Described> devices) {
    var byPath = new LinkedHashMap<String, Described>();
    devices.forEach(device -> byPath.put(device.path(), device));
    var ordered = new ArrayList<Described>(devices.size());
    var placed = new TreeSet<String>();
    for (Described device : devices) {
      place(device, byPath, placed, ordered);
    }
    return List.copyOf(ordered);
  }

  /** Puts the described ancestors of a device, topmost first, and then itself. */
  private static void place(
      Described device,
      Map<String, Described> byPath,
      Set<String> placed,
      List<Described> ordered) {
    String path = device.path();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      Described ancestor = byPath.get(path.substring(0, slash));
      if (ancestor != null && placed.add(ancestor.path())) {
        ordered.add(ancestor);
      }
    }
    if (placed.add(path)) {
      ordered.add(device);
    }
  }
}
