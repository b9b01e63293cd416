package modbox.tool.archive;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The commands of this package. */
public final class ArchiveTools implements ToolFamily {
  @Override
  public List<String> paths() {
    return List.of("/usr/bin/gunzip", "/usr/bin/gzip", "/usr/bin/tar", "/usr/bin/zcat");
  }

  @Override
  public Optional<Tool> find(String name) {
    return switch (name) {
      case "gunzip", "gzip", "zcat" -> Optional.of(new Gzip(name));
      case "tar" -> Optional.of(new Tar());
      default -> Optional.empty();
    };
  }
}
