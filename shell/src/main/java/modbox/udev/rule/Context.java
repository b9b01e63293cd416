package modbox.udev.rule;

/** What reading rules has to know of the machine. */
public interface Context {
  /** When names of users and groups are turned into numbers. */
  enum ResolveNames {
    EARLY,
    LATE,
    NEVER
  }

  ResolveNames resolveNames();

  /** A user's number; -1 if there is no such user. */
  int user(String name);

  /** A group's number; -1 if there is no such group. */
  int group(String name);

  /** The builtin that a command line begins with; empty if there is none. */
  String builtin(String command);
}
