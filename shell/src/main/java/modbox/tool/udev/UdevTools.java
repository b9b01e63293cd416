package modbox.tool.udev;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** udev's programs. */
public final class UdevTools implements ToolFamily {
  @Override
  public List<String> paths() {
    return List.of(
        "/usr/bin/plug",
        "/usr/bin/systemd-hwdb",
        "/usr/bin/udevadm",
        "/usr/bin/umockdev-add",
        "/usr/bin/umockdev-remove",
        "/usr/bin/unplug",
        "/usr/lib/systemd/systemd-udevd");
  }

  @Override
  public Optional<Tool> find(String name) {
    return switch (name) {
      case "plug" -> Optional.of(new Plug());
      case "systemd-hwdb" -> Optional.of(new SystemdHwdb());
      case "systemd-udevd" -> Optional.of(new SystemdUdevd());
      case "udevadm" -> Optional.of(new Udevadm());
      case "umockdev-add" -> Optional.of(new UmockdevAdd());
      case "umockdev-remove" -> Optional.of(new UmockdevRemove());
      case "unplug" -> Optional.of(new Unplug());
      default -> Optional.empty();
    };
  }
}
