package modbox.tool.screen;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The commands of this package. */
public final class ScreenTools implements ToolFamily {
  @Override
  public List<String> paths() {
    return List.of(
        "/usr/bin/clear",
        "/usr/bin/less",
        "/usr/bin/more",
        "/usr/bin/pager",
        "/usr/bin/reset",
        "/usr/bin/watch");
  }

  @Override
  public Optional<Tool> find(String name) {
    return switch (name) {
      case "clear", "reset" -> Optional.of(new Clear(name));
      case "less", "more", "pager" -> Optional.of(new Less(name));
      case "watch" -> Optional.of(new Watch());
      default -> Optional.empty();
    };
  }
}
