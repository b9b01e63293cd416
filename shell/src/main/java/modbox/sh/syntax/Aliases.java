package modbox.sh.syntax;

import org.jspecify.annotations.Nullable;

/** The alias table as the lexer sees it. */
@FunctionalInterface
public interface Aliases {
  /** No aliases. */
  Aliases NONE = name -> null;

  /** The text that a command word stands for, null if it is no alias. */
  @Nullable String find(String name);
}
