package modbox.why;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The commands that go through time, and those that tell why. */
public final class TimeTools implements ToolFamily {
  private static final List<String> NAMES =
      List.of(
          "blame",
          "changes",
          "events",
          "goto",
          "redo",
          "restore",
          "snapshot",
          "snapshots",
          "undo",
          "whatif",
          "why");

  /** Takes nothing. */
  public TimeTools() {}

  @Override
  public List<String> paths() {
    return NAMES.stream().map(name -> "/usr/bin/" + name).toList();
  }

  @Override
  public Optional<Tool> find(String name) {
    return switch (name) {
      case "blame" -> Optional.of(new Blame());
      case "changes" -> Optional.of(new ChangesTool());
      case "events" -> Optional.of(new Events());
      case "goto", "restore" -> Optional.of(new Restore(name));
      case "redo" -> Optional.of(new Undo(false));
      case "snapshot", "snapshots" -> Optional.of(new SnapshotTool(name));
      case "undo" -> Optional.of(new Undo(true));
      case "whatif" -> Optional.of(new WhatIf());
      case "why" -> Optional.of(new Why());
      default -> Optional.empty();
    };
  }
}
