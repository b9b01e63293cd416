package modbox.image.index;

import java.util.BitSet;

/**
 * The places in a text up to which the beginning of a pattern can match: what no continuation can
 * make match need not be looked at. A bracket or a backslash ends the reckoning, and from there on
 * everything is taken to be possible.
 */
final class Reach {
  private final String text;

  /** Places that the pattern may have come to; null if that is not known. */
  private final @org.jspecify.annotations.Nullable BitSet places;

  private Reach(String text, @org.jspecify.annotations.Nullable BitSet places) {
    this.text = text;
    this.places = places;
  }

  /** Before the first character of a pattern that must match the text from {@code at} on. */
  static Reach start(String text, int at) {
    var places = new BitSet(text.length() + 1);
    places.set(at);
    return new Reach(text, places);
  }

  /** Whether nothing that begins so can match. */
  boolean isNone() {
    return places != null && places.isEmpty();
  }

  /** After one more character of the pattern. */
  Reach after(char c) {
    BitSet known = places;
    if (known == null || known.isEmpty()) {
      return this;
    }
    int end = text.length();
    if (c == '[' || c == '\\') {
      return new Reach(text, null);
    }
    var next = new BitSet(end + 1);
    if (c == '*') {
      next.set(known.nextSetBit(0), end + 1);
      return new Reach(text, next);
    }
    for (int i = known.nextSetBit(0); i >= 0 && i < end; i = known.nextSetBit(i + 1)) {
      if (c == '?' || text.charAt(i) == c) {
        next.set(i + 1);
      }
    }
    return new Reach(text, next);
  }
}
