package modbox.learn;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The commands of this package. */
public final class LearnTools implements ToolFamily {
  private final List<ToolFamily> others;

  /** Help on the commands of these families. */
  public LearnTools(List<ToolFamily> others) {
    this.others = others;
  }

  @Override
  public List<String> paths() {
    return List.of("/usr/bin/help");
  }

  @Override
  public Optional<Tool> find(String name) {
    return name.equals("help") ? Optional.of(new HelpTool(others)) : Optional.empty();
  }
}
