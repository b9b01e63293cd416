package modbox.tool.log;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The commands of this package. */
public final class LogTools implements ToolFamily {
  /** Takes nothing. */
  public LogTools() {}

  @Override
  public List<String> paths() {
    return List.of("/usr/bin/dmesg");
  }

  @Override
  public Optional<Tool> find(String name) {
    return name.equals("dmesg") ? Optional.of(new Dmesg()) : Optional.empty();
  }
}
