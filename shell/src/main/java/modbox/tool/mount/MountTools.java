package modbox.tool.mount;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The commands of this package. */
public final class MountTools implements ToolFamily {
  /** Takes nothing. */
  public MountTools() {}

  @Override
  public List<String> paths() {
    return List.of("/usr/bin/mount", "/usr/bin/umount");
  }

  @Override
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "mount" -> new MountTool();
          case "umount" -> new UmountTool();
          default -> null;
        });
  }
}
