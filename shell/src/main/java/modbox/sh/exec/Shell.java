package modbox.sh.exec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import modbox.sh.syntax.Aliases;
import modbox.sh.syntax.Command;
import org.jspecify.annotations.Nullable;

/** The state of a shell: what a subshell gets a copy of. */
public final class Shell implements Aliases {
  private final Variables variables;
  private final Map<String, Command> functions;
  private final TreeMap<String, String> aliases;
  private final EnumSet<Option> options;
  private final Traps traps;
  private final Jobs jobs;
  private final Map<String, String> hashed;
  private List<String> positional;
  private String zero;
  private int status;
  private int pid;
  private int lastBackground;
  private int hashedAt;
  private int getoptsAt = 1;

  Shell(String zero, int pid) {
    this.zero = zero;
    this.pid = pid;
    variables = new Variables();
    functions = new HashMap<>();
    aliases = new TreeMap<>();
    options = EnumSet.noneOf(Option.class);
    traps = new Traps();
    jobs = new Jobs();
    hashed = new TreeMap<>();
    positional = List.of();
  }

  private Shell(Shell other) {
    variables = other.variables.copy();
    functions = new HashMap<>(other.functions);
    aliases = new TreeMap<>(other.aliases);
    options = EnumSet.copyOf(other.options);
    traps = other.traps.inherited();
    jobs = new Jobs();
    hashed = new TreeMap<>(other.hashed);
    positional = other.positional;
    zero = other.zero;
    status = other.status;
    pid = other.pid;
    lastBackground = other.lastBackground;
    hashedAt = other.hashedAt;
    getoptsAt = other.getoptsAt;
  }

  /** The state that a subshell begins with: no jobs, traps back at their defaults. */
  Shell subshell() {
    return new Shell(this);
  }

  public Variables variables() {
    return variables;
  }

  /** The body of a function; null if there is none of this name. */
  public @Nullable Command function(String name) {
    return functions.get(name);
  }

  public void define(String name, Command body) {
    functions.put(name, body);
  }

  /** Whether there was a function of this name, which is gone now. */
  public boolean undefine(String name) {
    return functions.remove(name) != null;
  }

  /** Names of functions, sorted. */
  public List<String> functionNames() {
    var names = new ArrayList<>(functions.keySet());
    names.sort(null);
    return names;
  }

  /** The aliases, sorted by name. */
  public Map<String, String> aliases() {
    return aliases;
  }

  @Override
  public @Nullable String find(String name) {
    return aliases.isEmpty() ? null : aliases.get(name);
  }

  public boolean has(Option option) {
    return options.contains(option);
  }

  public void set(Option option, boolean on) {
    if (on) {
      options.add(option);
    } else {
      options.remove(option);
    }
  }

  /** The value of {@code $-}. */
  public String letters() {
    var letters = new StringBuilder();
    for (Option option : options) {
      if (option.letter() != 0) {
        letters.append(option.letter());
      }
    }
    return letters.reverse().toString();
  }

  public Traps traps() {
    return traps;
  }

  public Jobs jobs() {
    return jobs;
  }

  /** The positional parameters from {@code $1} on. */
  public List<String> positional() {
    return positional;
  }

  public void setPositional(List<String> values) {
    positional = values;
  }

  /** {@code $0}. */
  public String zero() {
    return zero;
  }

  public void setZero(String value) {
    zero = value;
  }

  /** {@code $?}. */
  public int status() {
    return status;
  }

  public void setStatus(int value) {
    status = value;
  }

  /** {@code $$}: the process id of the shell itself, in its subshells too. */
  public int pid() {
    return pid;
  }

  /** {@code $!}, 0 if nothing ran in the background. */
  public int lastBackground() {
    return lastBackground;
  }

  public void setLastBackground(int pid) {
    lastBackground = pid;
  }

  /** Where {@code getopts} stands inside a word of several options, from 1. */
  public int getoptsAt() {
    return getoptsAt;
  }

  public void setGetoptsAt(int at) {
    getoptsAt = at;
  }

  /** Remembered places of commands; forgotten when PATH changes. */
  public Map<String, String> hashed() {
    if (hashedAt != variables.pathChanges()) {
      hashedAt = variables.pathChanges();
      hashed.clear();
    }
    return hashed;
  }

  /** The options that are on. */
  public Set<Option> options() {
    return options;
  }
}
