package modbox.user.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Mode;

/** What chmod(1), mkdir -m and others are told to do with permissions. */
public final class ModeChange {
  private static final int WHO_USER = Mode.SUID | 0700;
  private static final int WHO_GROUP = Mode.SGID | 0070;
  private static final int WHO_OTHER = Mode.STICKY | 0007;

  /**
   * One clause.
   *
   * @param who bits that it may touch; 0 if it named nobody: all, less the umask
   * @param operator {@code + - =}
   * @param bits permission bits; of the old mode if {@code copied}
   * @param copied {@code u}, {@code g}, {@code o} or 0
   * @param conditional {@code X}
   */
  private record Clause(int who, char operator, int bits, char copied, boolean conditional) {}

  private final List<Clause> clauses;
  private final int absolute;
  private final boolean keepsDirectorySets;

  private ModeChange(List<Clause> clauses, int absolute, boolean keepsDirectorySets) {
    this.clauses = clauses;
    this.absolute = absolute;
    this.keepsDirectorySets = keepsDirectorySets;
  }

  /** Reads an octal or a symbolic mode; empty if it is neither. */
  public static Optional<ModeChange> parse(String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '7')) {
      if (text.length() > 10) {
        return Optional.empty();
      }
      long mode = Long.parseLong(text, 8);
      return mode > Mode.PERM
          ? Optional.empty()
          : Optional.of(new ModeChange(List.of(), (int) mode, text.length() < 5));
    }
    var clauses = new ArrayList<Clause>();
    for (String part : text.split(",", -1)) {
      if (!parsePart(part, clauses)) {
        return Optional.empty();
      }
    }
    return Optional.of(new ModeChange(clauses, -1, true));
  }

  /** {@code part = { u g o a } { operator { r w x X s t } | operator ( u g o ) } .} */
  private static boolean parsePart(String part, List<Clause> clauses) {
    int who = 0;
    int i = 0;
    for (; i < part.length() && "ugoa".indexOf(part.charAt(i)) >= 0; i++) {
      who |=
          switch (part.charAt(i)) {
            case 'u' -> WHO_USER;
            case 'g' -> WHO_GROUP;
            case 'o' -> WHO_OTHER;
            default -> Mode.PERM;
          };
    }
    if (i == part.length()) {
      return false;
    }
    while (i < part.length()) {
      char operator = part.charAt(i++);
      if ("+-=".indexOf(operator) < 0) {
        return false;
      }
      if (i < part.length() && "ugo".indexOf(part.charAt(i)) >= 0) {
        clauses.add(new Clause(who, operator, 0, part.charAt(i++), false));
        continue;
      }
      int end = i;
      while (end < part.length() && "+-=".indexOf(part.charAt(end)) < 0) {
        end++;
      }
      Optional<Clause> clause = bits(who, operator, part.substring(i, end));
      if (clause.isEmpty()) {
        return false;
      }
      clauses.add(clause.get());
      i = end;
    }
    return true;
  }

  private static Optional<Clause> bits(int who, char operator, String letters) {
    if (!letters.isEmpty() && letters.chars().allMatch(c -> c >= '0' && c <= '7')) {
      return letters.length() > 4
          ? Optional.empty()
          : Optional.of(new Clause(Mode.PERM, operator, Integer.parseInt(letters, 8), '\0', false));
    }
    int bits = 0;
    boolean conditional = false;
    for (int i = 0; i < letters.length(); i++) {
      switch (letters.charAt(i)) {
        case 'r' -> bits |= 0444;
        case 'w' -> bits |= 0222;
        case 'x' -> bits |= 0111;
        case 'X' -> conditional = true;
        case 's' -> bits |= Mode.SUID | Mode.SGID;
        case 't' -> bits |= Mode.STICKY;
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Clause(who, operator, bits, '\0', conditional));
  }

  /** The new permission bits for a file that has the old ones. */
  public int apply(int old, boolean directory, int umask) {
    int mode = old & Mode.PERM;
    if (absolute >= 0) {
      return keepsDirectorySets && directory
          ? absolute | (mode & (Mode.SUID | Mode.SGID))
          : absolute;
    }
    for (Clause clause : clauses) {
      mode = apply(clause, mode, directory, umask);
    }
    return mode;
  }

  private static int apply(Clause clause, int mode, boolean directory, int umask) {
    int bits = clause.bits();
    if (clause.copied() != 0) {
      int source = clause.copied() == 'u' ? mode >> 6 : clause.copied() == 'g' ? mode >> 3 : mode;
      bits = (source & 7) * 0111;
    } else if (clause.conditional() && (directory || (mode & 0111) != 0)) {
      bits |= 0111;
    }
    int touched = clause.who() == 0 ? ~umask & Mode.PERM : clause.who();
    bits &= touched;
    return switch (clause.operator()) {
      case '+' -> mode | bits;
      case '-' -> mode & ~bits;
      default -> {
        int kept = clause.who() == 0 ? 0 : ~clause.who() & Mode.PERM;
        int sets = directory ? mode & (Mode.SUID | Mode.SGID) & touched : 0;
        yield (mode & kept) | bits | sets;
      }
    };
  }
}
