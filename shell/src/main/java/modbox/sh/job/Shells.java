package modbox.sh.job;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The shell under its three names. */
public final class Shells implements ToolFamily {
  private static final List<String> NAMES = List.of("bash", "dash", "sh");

  @Override
  public List<String> paths() {
    return NAMES.stream().map(name -> "/usr/bin/" + name).toList();
  }

  @Override
  public Optional<Tool> find(String name) {
    return NAMES.contains(name) ? Optional.of(new Sh(name)) : Optional.empty();
  }
}
