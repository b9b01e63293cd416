package modbox.module;

/** Where a module is in its life. */
public enum ModuleState {
  /** The name is taken, nothing shows yet. */
  UNFORMED("", ""),
  /** Its init function runs. */
  COMING("coming", "Loading"),
  LIVE("live", "Live"),
  /** Its exit function runs. */
  GOING("going", "Unloading");

  private final String initstate;
  private final String word;

  ModuleState(String initstate, String word) {
    this.initstate = initstate;
    this.word = word;
  }

  /** The word in /sys/module/NAME/initstate. */
  public String initstate() {
    return initstate;
  }

  /** The word in /proc/modules. */
  public String word() {
    return word;
  }

  /** Whether this state may be followed by another. */
  public boolean mayBecome(ModuleState next) {
    return switch (this) {
      case UNFORMED -> next == COMING;
      case COMING -> next == LIVE || next == GOING;
      case LIVE -> next == GOING;
      case GOING -> false;
    };
  }
}
