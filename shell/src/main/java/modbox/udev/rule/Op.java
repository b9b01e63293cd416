package modbox.udev.rule;

import org.jspecify.annotations.Nullable;

/** The operator between a key and its value. */
public enum Op {
  MATCH("=="),
  NOMATCH("!="),
  ADD("+="),
  REMOVE("-="),
  ASSIGN("="),
  ASSIGN_FINAL(":=");

  private final String sign;

  Op(String sign) {
    this.sign = sign;
  }

  /** The operator as it is written. */
  public String sign() {
    return sign;
  }

  public boolean isMatch() {
    return this == MATCH || this == NOMATCH;
  }

  /** Whether the assignment throws away what was there. */
  public boolean replaces() {
    return this == ASSIGN || this == ASSIGN_FINAL;
  }

  /** The operator that begins at a position; null if none does. */
  static @Nullable Op at(String text, int position) {
    for (Op op : values()) {
      if (op != ASSIGN && text.startsWith(op.sign, position)) {
        return op;
      }
    }
    return text.startsWith("=", position) ? ASSIGN : null;
  }
}
