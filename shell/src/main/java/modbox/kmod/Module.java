package modbox.kmod;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A module as the tools know it: a name, perhaps reached through an alias, and what was found out
 * about it so far. Made by {@link Modules}, which holds each once.
 */
public final class Module {
  private final String name;
  private final Optional<String> alias;
  @Nullable String path;
  @Nullable List<Module> dependencies;
  @Nullable Boolean builtin;
  Config.Entry.@Nullable Command install;
  Config.Entry.@Nullable Command remove;

  /** Marks of the list being built: on it already, wanted by a hard dependency, commands off. */
  boolean visited;

  boolean required;
  boolean ignoresCommands;

  Module(String name, Optional<String> alias) {
    this.name = name;
    this.alias = alias;
  }

  /** The folded name. */
  public String name() {
    return name;
  }

  /** The alias that led here: a pattern of the configuration, or what was asked for. */
  public Optional<String> alias() {
    return alias;
  }

  /** Whether its install command does not count: it has soft dependencies, or the user said so. */
  public boolean ignoresCommands() {
    return ignoresCommands;
  }

  /** Whether more than a soft dependency wants it. */
  public boolean required() {
    return required;
  }

  @Override
  public String toString() {
    return name;
  }
}
