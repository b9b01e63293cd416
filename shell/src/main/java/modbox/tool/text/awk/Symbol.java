package modbox.tool.text.awk;

/** A variable's name and what the program shows it to be. */
final class Symbol {
  /** What a name stands for. */
  enum Kind {
    UNKNOWN,
    SCALAR,
    ARRAY
  }

  private final String name;
  private final boolean local;
  private final int index;
  private Kind kind = Kind.UNKNOWN;

  Symbol(String name, boolean local, int index) {
    this.name = name;
    this.local = local;
    this.index = index;
  }

  String name() {
    return name;
  }

  boolean isLocal() {
    return local;
  }

  int index() {
    return index;
  }

  Kind kind() {
    return kind;
  }

  boolean isArray() {
    return kind == Kind.ARRAY;
  }

  /** Learns a use; gives false if it contradicts an earlier one. */
  boolean learn(Kind use) {
    if (kind == Kind.UNKNOWN) {
      kind = use;
    }
    return kind == use || use == Kind.UNKNOWN;
  }
}
