package modbox.tool.udev;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import modbox.abi.ErrnoException;
import modbox.udev.device.Device;
import modbox.udev.device.Paths;
import modbox.user.ExitStatus;
import modbox.user.Out;
import modbox.user.Proc;

/** Devices as a tree, each with its record. */
final class Tree {
  // UTF-8 as a byte string
  private static final String MORE = "\u00e2\u0094\u009c\u00e2\u0094\u0080";
  private static final String LAST = "\u00e2\u0094\u0094\u00e2\u0094\u0080";
  private static final String DOWN = "\u00e2\u0094\u0082 ";
  private static final String RECORD = "\u00e2\u0094\u0086 ";

  private final Out out;
  private final SortedMap<String, Device> devices = new TreeMap<>();

  private Tree(Out out) {
    this.out = out;
  }

  static ExitStatus print(Proc proc, List<Device> devices) throws ErrnoException {
    var tree = new Tree(proc.out());
    devices.forEach(device -> tree.devices.put(device.devpath(), device));
    tree.children("", "");
    proc.out().print("\n" + tree.devices.size() + " items shown.\n");
    return ExitStatus.OK;
  }

  private void children(String path, String indent) throws ErrnoException {
    List<String> children =
        devices.keySet().stream()
            .filter(p -> p.startsWith(path + "/") && above(p).equals(path))
            .toList();
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      String child = children.get(i);
      String name = path.isEmpty() ? child : child.substring(path.length() + 1);
      out.println(indent + (last ? LAST : MORE) + name);
      String deeper = indent + (last ? "  " : DOWN);
      Device device = devices.get(child);
      if (device != null) {
        DeviceText.record(out, device, deeper + RECORD);
      }
      children(child, deeper);
    }
  }

  /** The nearest shown device above; empty for one that hangs on nothing shown. */
  private String above(String path) {
    String above = Paths.parent(path);
    while (!above.isEmpty() && !devices.containsKey(above)) {
      above = Paths.parent(above);
    }
    return above;
  }
}
