package modbox.sh.syntax;

import java.util.List;

/** Commands one after the other. */
public record Program(List<Command> commands) {
  public static final Program EMPTY = new Program(List.of());

  public Program {
    commands = List.copyOf(commands);
  }
}
