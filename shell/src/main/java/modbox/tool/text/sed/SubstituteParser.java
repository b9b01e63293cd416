package modbox.tool.text.sed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.user.Failure;
import modbox.user.regex.Regex;
import modbox.user.text.CharacterClass;

/** Reads what follows an s. */
final class SubstituteParser {
  /** Compiles an expression with its flags. */
  interface Compiler {
    Optional<Regex> compile(String text, boolean fold, boolean multiline) throws Failure;
  }

  /** Reads the end of a command. */
  interface End {
    void read() throws Failure;
  }

  private static final String UNTERMINATED = "unterminated `s' command";

  private final ScriptReader in;
  private final Compiler compiler;
  private boolean global;
  private boolean print;
  private boolean execute;
  private boolean fold;
  private boolean multiline;
  private int which;
  private String file = "";

  SubstituteParser(ScriptReader in, Compiler compiler) {
    this.in = in;
    this.compiler = compiler;
  }

  Action parse(End end) throws Failure {
    if (!in.more()) {
      throw in.failure(UNTERMINATED);
    }
    char delimiter = in.take();
    if (delimiter == '\n' || delimiter == '\\') {
      throw in.failure("delimiter character is not a single-byte character");
    }
    String pattern = ScriptText.delimited(in, delimiter, true, UNTERMINATED);
    String replacement = ScriptText.delimited(in, delimiter, false, UNTERMINATED);
    flags(end);
    Optional<Regex> regex = compiler.compile(pattern, fold, multiline);
    List<Action.Piece> pieces = pieces(ScriptText.escapes(replacement, false));
    for (Action.Piece piece : pieces) {
      if (piece instanceof Action.Piece.Group(int number)
          && regex.isPresent()
          && number > regex.get().groups()) {
        throw in.failure("invalid reference \\" + number + " on `s' command's RHS");
      }
    }
    return new Action.Substitute(regex, pieces, Math.max(1, which), global, print, execute, file);
  }

  private void flags(End end) throws Failure {
    while (in.more()) {
      char c = in.peek();
      switch (c) {
        case 'g' -> global = once(global, "multiple `g' options to `s' command");
        case 'p' -> print = once(print, "multiple `p' options to `s' command");
        case 'e' -> execute = true;
        case 'i', 'I' -> fold = true;
        case 'm', 'M' -> multiline = true;
        case 'w' -> {
          in.take();
          in.skipBlanks();
          file = in.line();
          if (file.isEmpty()) {
            throw in.failure("missing filename in r/R/w/W commands");
          }
          return;
        }
        default -> {
          if (!CharacterClass.isDigit(c)) {
            unknown(c);
            end.read();
            return;
          }
          number();
          continue;
        }
      }
      in.take();
    }
  }

  private void unknown(char c) throws Failure {
    if (!CharacterClass.isSpace(c) && c != ';' && c != '}' && c != '#') {
      in.take();
      throw in.failure("unknown option to `s'");
    }
  }

  private boolean once(boolean already, String complaint) throws Failure {
    if (already) {
      throw in.failure(complaint);
    }
    return true;
  }

  private void number() throws Failure {
    if (which > 0) {
      throw in.failure("multiple number options to `s' command");
    }
    which = (int) Math.min(in.number(), Integer.MAX_VALUE);
    if (which == 0) {
      throw in.failure("number option to `s' command may not be zero");
    }
  }

  private static List<Action.Piece> pieces(String text) {
    var pieces = new ArrayList<Action.Piece>();
    var literal = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      Optional<Action.Piece> piece = Optional.empty();
      if (c == '&') {
        piece = Optional.of(new Action.Piece.Group(0));
      } else if (c == '\\' && i + 1 < text.length()) {
        char d = text.charAt(++i);
        if (CharacterClass.isDigit(d)) {
          piece = Optional.of(new Action.Piece.Group(d - '0'));
        } else if ("LUluE".indexOf(d) >= 0) {
          piece = Optional.of(new Action.Piece.Case(d));
        } else {
          literal.append(d == 'n' ? '\n' : d);
        }
      } else {
        literal.append(c);
      }
      if (piece.isPresent()) {
        if (!literal.isEmpty()) {
          pieces.add(new Action.Piece.Literal(literal.toString()));
          literal.setLength(0);
        }
        pieces.add(piece.get());
      }
    }
    if (!literal.isEmpty()) {
      pieces.add(new Action.Piece.Literal(literal.toString()));
    }
    return pieces;
  }
}
