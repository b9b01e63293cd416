package modbox.user.regex;

import java.util.Arrays;
import java.util.BitSet;
import modbox.user.text.CharacterClass;

/**
 * Tries all ways a program can match and keeps the longest. Without back-references no state is
 * tried twice, so the work is bounded by pattern times text; with them the budget bounds it.
 */
final class Backtracker {
  /** Steps that one search may take before it gives up. */
  private static final int BUDGET = 20_000_000;

  /** Most states that are remembered. */
  private static final long MOST_STATES = 1L << 30;

  private static final int STEPS_BETWEEN_CHECKPOINTS = 4096;

  private final Program program;
  private final String text;
  private final boolean multiline;
  private final boolean remembers;
  private final Runnable checkpoint;
  private int[] stack = new int[256];
  private int depth;
  private int[] registers;
  private int[] best = new int[0];
  private int steps;

  Backtracker(
      Program program, String text, boolean multiline, boolean remembers, Runnable checkpoint) {
    this.program = program;
    this.text = text;
    this.multiline = multiline;
    this.remembers = remembers;
    this.checkpoint = checkpoint;
    registers = new int[program.registers()];
  }

  /** The registers of the leftmost longest match from the index on; empty if there is none. */
  int[] search(int from) throws RegexException {
    for (int start = from; start <= text.length(); start++) {
      run(start);
      if (best.length > 0) {
        return best;
      }
    }
    return best;
  }

  /** Entries of the stack: op, place, -1; or register, old value, -2 to be restored. */
  private void run(int start) throws RegexException {
    Arrays.fill(registers, -1);
    registers[0] = start;
    boolean small = (long) program.ops().size() * (text.length() + 1 - start) < MOST_STATES;
    var seen = remembers && small ? new BitSet() : null;
    int width = text.length() + 1 - start;
    depth = 0;
    push(0, start, -1);
    while (depth > 0) {
      depth -= 3;
      if (stack[depth + 2] == -2) {
        registers[stack[depth]] = stack[depth + 1];
      } else if (follow(stack[depth], stack[depth + 1], start, width, seen)) {
        return;
      }
    }
  }

  private void push(int a, int b, int kind) {
    if (depth + 3 > stack.length) {
      stack = Arrays.copyOf(stack, stack.length * 2);
    }
    stack[depth++] = a;
    stack[depth++] = b;
    stack[depth++] = kind;
  }

  /** Follows one way until it fails or matches; true if nothing longer is possible. */
  private boolean follow(
      int op, int place, int start, int width, @org.jspecify.annotations.Nullable BitSet seen)
      throws RegexException {
    while (true) {
      count();
      if (seen != null) {
        int state = op * width + (place - start);
        if (seen.get(state)) {
          return false;
        }
        seen.set(state);
      }
      switch (program.ops().get(op)) {
        case Program.Op.Accept() -> {
          return accept(place);
        }
        case Program.Op.Jump(var next) -> op = next;
        case Program.Op.Split(var next, var other) -> {
          push(other, place, -1);
          op = next;
        }
        case Program.Op.Save(var register) -> {
          push(register, registers[register], -2);
          registers[register] = place;
          op++;
        }
        case Program.Op.Take(var set) -> {
          if (place >= text.length() || !set.has(text.charAt(place))) {
            return false;
          }
          place++;
          op++;
        }
        case Program.Op.Moved(var register) -> {
          if (registers[register] == place) {
            return false;
          }
          op++;
        }
        case Program.Op.At(var where) -> {
          if (!holds(where, place)) {
            return false;
          }
          op++;
        }
        case Program.Op.Back(var group) -> {
          int length = registers[2 * group + 1] - registers[2 * group];
          if (registers[2 * group + 1] < 0
              || !text.regionMatches(place, text, registers[2 * group], length)) {
            return false;
          }
          place += length;
          op++;
        }
      }
    }
  }

  private void count() throws RegexException {
    if (++steps % STEPS_BETWEEN_CHECKPOINTS == 0) {
      checkpoint.run();
      if (steps > BUDGET) {
        throw new RegexException("the pattern takes too many steps on this text");
      }
    }
  }

  private boolean accept(int place) {
    if (best.length == 0 || place > best[1]) {
      best = registers.clone();
      best[1] = place;
    }
    return place == text.length();
  }

  private boolean holds(Node.Place where, int place) {
    boolean before = place > 0 && CharacterClass.isWord(text.charAt(place - 1));
    boolean after = place < text.length() && CharacterClass.isWord(text.charAt(place));
    return switch (where) {
      case TEXT_START -> place == 0;
      case TEXT_END -> place == text.length();
      case LINE_START -> place == 0 || (multiline && text.charAt(place - 1) == '\n');
      case LINE_END -> place == text.length() || (multiline && text.charAt(place) == '\n');
      case WORD_START -> !before && after;
      case WORD_END -> before && !after;
      case WORD_EDGE -> before != after;
      case NO_WORD_EDGE -> before == after;
    };
  }
}
