package modbox.tool.text;

import static modbox.user.ToolSpec.flag;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Translates, squeezes or deletes characters. */
public final class Tr implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "tr",
              "[OPTION]... STRING1 [STRING2]",
              "Translate, squeeze, and/or delete characters from standard input",
              flag('c', "complement", "use the complement of STRING1"),
              flag('C', "", "use the complement of STRING1"),
              flag('d', "delete", "delete characters in STRING1, do not translate"),
              flag('s', "squeeze-repeats", "replace each sequence of a repeated character by one"),
              flag('t', "truncate-set1", "first truncate STRING1 to length of STRING2"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    boolean delete = args.has("delete");
    boolean squeeze = args.has("squeeze-repeats");
    boolean complement = args.has("complement") || args.has("C");
    List<String> sets = args.operands();
    checkOperands(sets, delete, squeeze);
    TrSet first = TrSet.parse(sets.getFirst(), complement);
    boolean translate = !delete && sets.size() == 2;
    var map = new char[256];
    for (int c = 0; c < 256; c++) {
      map[c] = (char) c;
    }
    var gone = new boolean[256];
    var squeezed = new boolean[256];
    if (translate) {
      TrSet.fill(map, first, sets.get(1), args.has("truncate-set1"), complement);
    }
    if (delete) {
      first.mark(gone);
    }
    if (squeeze) {
      (sets.size() == 2 ? TrSet.parse(sets.get(1), false) : first).mark(squeezed);
    }
    copy(proc, map, gone, squeezed);
    return ExitStatus.OK;
  }

  private static void checkOperands(List<String> sets, boolean delete, boolean squeeze)
      throws Args.UsageException {
    int least = delete == squeeze ? 2 : 1;
    int most = delete && !squeeze ? 1 : 2;
    if (sets.isEmpty()) {
      throw new Args.UsageException("missing operand");
    } else if (sets.size() < least) {
      throw new Args.UsageException(
          "missing operand after "
              + Quote.always(sets.getFirst())
              + (delete
                  ? "\nTwo strings must be given when both deleting and squeezing repeats."
                  : "\nTwo strings must be given when translating."));
    } else if (sets.size() > most) {
      throw new Args.UsageException(
          "extra operand "
              + Quote.always(sets.get(most))
              + (most == 1 && sets.size() == 2
                  ? "\nOnly one string may be given when deleting without squeezing repeats."
                  : ""));
    }
  }

  private static void copy(Proc proc, char[] map, boolean[] gone, boolean[] squeezed)
      throws ErrnoException {
    var block = new byte[8192];
    var made = new byte[block.length];
    int last = -1;
    for (int got = proc.sys().read(0, block, 0, block.length);
        got > 0;
        got = proc.sys().read(0, block, 0, block.length)) {
      int count = 0;
      for (int i = 0; i < got; i++) {
        int c = block[i] & 0xff;
        if (gone[c]) {
          continue;
        }
        int d = map[c];
        if (squeezed[d] && d == last) {
          continue;
        }
        made[count++] = (byte) d;
        last = d;
      }
      proc.out().write(made, 0, count);
    }
  }
}
