package modbox.user.regex;

import java.util.BitSet;
import java.util.function.IntPredicate;
import modbox.user.text.CharacterClass;

/** An immutable set of bytes. */
final class CharSet {
  private static final int SIZE = 256;

  /** Word characters: what {@code \w} matches. */
  static final CharSet WORD = of(CharacterClass::isWord);

  private final BitSet bits;

  private CharSet(BitSet bits) {
    this.bits = bits;
  }

  static CharSet of(IntPredicate test) {
    var bits = new BitSet(SIZE);
    for (int c = 0; c < SIZE; c++) {
      bits.set(c, test.test(c));
    }
    return new CharSet(bits);
  }

  boolean has(int c) {
    return bits.get(c);
  }

  boolean isSubsetOf(CharSet other) {
    var rest = (BitSet) bits.clone();
    rest.andNot(other.bits);
    return rest.isEmpty();
  }

  CharSet complement() {
    return of(c -> !has(c));
  }

  CharSet or(CharSet other) {
    return of(c -> has(c) || other.has(c));
  }

  /** The set with the other case of each letter added. */
  CharSet folded() {
    return of(
        c ->
            has(c)
                || has(CharacterClass.toLower((char) c))
                || has(CharacterClass.toUpper((char) c)));
  }

  /** A class of RE2's syntax. */
  String re2() {
    if (bits.isEmpty()) {
      return "[^\\x{0}-\\x{10ffff}]";
    }
    var text = new StringBuilder("[");
    for (int from = bits.nextSetBit(0); from >= 0; ) {
      int to = bits.nextClearBit(from);
      text.append("\\x{").append(Integer.toHexString(from)).append("}-\\x{");
      text.append(Integer.toHexString(to - 1)).append('}');
      from = bits.nextSetBit(to);
    }
    return text.append(']').toString();
  }
}
