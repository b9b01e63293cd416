package modbox.sh.exec;

import io.vavr.collection.SortedMap;
import java.util.List;
import java.util.Optional;

/**
 * The state of a shell as a plain value: what its task row keeps, so that undo and fork carry it.
 * The working directory and the umask are in the row itself.
 *
 * @param functions definitions as source text
 * @param options long names of those that are on
 * @param traps actions by signal number
 */
public record Memory(
    SortedMap<String, Cell> variables,
    SortedMap<String, String> functions,
    SortedMap<String, String> aliases,
    List<String> options,
    SortedMap<Integer, String> traps,
    List<String> positional,
    String zero,
    int status,
    int pid,
    int lastBackground) {
  /**
   * A variable.
   *
   * @param elements what an array holds; empty for none
   */
  public record Cell(
      Optional<String> value,
      Optional<SortedMap<Long, String>> elements,
      boolean exported,
      boolean readonly) {}

  public Memory {
    options = List.copyOf(options);
    positional = List.copyOf(positional);
  }
}
