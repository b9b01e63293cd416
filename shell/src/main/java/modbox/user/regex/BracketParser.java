package modbox.user.regex;

import java.util.BitSet;
import java.util.function.IntPredicate;
import modbox.user.text.CharacterClass;

/** Reads a bracket expression, from behind its opening bracket to behind its closing one. */
final class BracketParser {
  static final String UNMATCHED = "Unmatched [, [^, [:, [., or [=";

  private final RegexParser in;
  private final boolean fold;
  private final BitSet bits = new BitSet(256);

  private BracketParser(RegexParser in, boolean fold) {
    this.in = in;
    this.fold = fold;
  }

  static CharSet parse(RegexParser in, boolean fold) throws RegexException {
    var parser = new BracketParser(in, fold);
    boolean negated = in.peek(0) == '^';
    if (negated) {
      in.take();
    }
    parser.members();
    CharSet set = CharSet.of(parser.bits::get);
    set = fold ? set.folded() : set;
    return negated ? set.complement() : set;
  }

  /** {@code members = { class | element [ "-" element ] } "]" .} */
  private void members() throws RegexException {
    boolean first = true;
    while (true) {
      if (!in.more()) {
        throw new RegexException(UNMATCHED);
      }
      if (in.peek(0) == ']' && !first) {
        in.take();
        return;
      }
      first = false;
      if (in.peek(0) == '[' && in.peek(1) == ':') {
        named();
        continue;
      }
      char low = element();
      if (in.peek(0) == '-' && in.peek(1) != ']' && in.peek(1) != 0) {
        in.take();
        char high = element();
        if (high < low) {
          throw new RegexException("Invalid range end");
        }
        bits.set(low, high + 1);
      } else {
        bits.set(low);
      }
    }
  }

  private void named() throws RegexException {
    in.take();
    in.take();
    String name = in.takeUntil(":]");
    boolean letterCase = fold && (name.equals("upper") || name.equals("lower"));
    IntPredicate test =
        CharacterClass.named(letterCase ? "alpha" : name)
            .orElseThrow(() -> new RegexException("Invalid character class name"));
    for (int c = 0; c < 256; c++) {
      if (test.test(c)) {
        bits.set(c);
      }
    }
  }

  private char element() throws RegexException {
    char c = in.take();
    if (c == '[' && (in.peek(0) == '.' || in.peek(0) == '=')) {
      char kind = in.take();
      String name = in.takeUntil(kind + "]");
      if (name.length() != 1) {
        throw new RegexException("Invalid collation character");
      }
      return name.charAt(0);
    }
    return c;
  }
}
