package modbox.tool.text.sed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import modbox.user.Failure;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;

/** Reads a script of sed. */
final class ScriptParser {
  private static final String SIMPLE = "dDFgGhHnNpPxz=";

  private final ScriptReader in;
  private final boolean extended;
  private final boolean posix;
  private final Runnable checkpoint;
  private final List<Command> commands = new ArrayList<>();
  private final ArrayDeque<Integer> blocks = new ArrayDeque<>();
  private final Map<String, Integer> labels = new TreeMap<>();
  private final Map<Integer, String> jumps = new TreeMap<>();

  ScriptParser(List<Script.Source> sources, boolean extended, boolean posix, Runnable checkpoint) {
    in = new ScriptReader(sources);
    this.extended = extended;
    this.posix = posix;
    this.checkpoint = checkpoint;
  }

  Script parse() throws Failure {
    boolean silent = in.startsWith("#n\n") || in.isWhole("#n");
    while (true) {
      while (in.more() && (in.peek() == ';' || Character.isWhitespace(in.peek()))) {
        in.take();
      }
      if (!in.more()) {
        break;
      }
      command();
    }
    if (!blocks.isEmpty()) {
      throw new Failure(1, "-e expression #1, char 0: unmatched `{'");
    }
    for (Map.Entry<Integer, String> jump : jumps.entrySet()) {
      Command command = commands.get(jump.getKey());
      Integer target = labels.get(jump.getValue());
      if (target == null) {
        throw new Failure(1, "can't find label for jump to `" + jump.getValue() + "'");
      }
      if (command.action() instanceof Action.Branch(char letter, _)) {
        replace(jump.getKey(), new Action.Branch(letter, target));
      }
    }
    return new Script(commands, silent);
  }

  private void replace(int index, Action action) {
    Command c = commands.get(index);
    commands.set(index, new Command(c.first(), c.second(), c.negated(), action));
  }

  /** {@code command = [ address [ "," address ] ] { "!" } letter … .} */
  private void command() throws Failure {
    Optional<Address> first = address(false);
    Optional<Address> second = Optional.empty();
    if (first.isPresent()) {
      in.skipBlanks();
      if (in.accept(',')) {
        in.skipBlanks();
        second = address(true);
        if (second.isEmpty()) {
          throw in.failure("unexpected `,'");
        }
      }
      boolean zero = first.get() instanceof Address.Line(long n) && n == 0;
      if (zero && !(second.isPresent() && second.get() instanceof Address.Pattern)) {
        throw in.failure("invalid usage of line address 0");
      }
    }
    in.skipBlanks();
    boolean negated = false;
    while (in.accept('!')) {
      if (negated) {
        throw in.failure("multiple `!'s");
      }
      negated = true;
      in.skipBlanks();
    }
    if (!in.more()) {
      throw in.failure("missing command");
    }
    char letter = in.take();
    checkAddresses(letter, first, second);
    Action action = action(letter, first.isPresent());
    commands.add(new Command(first, second, negated, action));
    if (letter == '{') {
      blocks.push(commands.size() - 1);
    } else if (letter == '}') {
      int begin = blocks.pop();
      replace(begin, new Action.Begin(commands.size()));
    }
  }

  private void checkAddresses(char letter, Optional<Address> first, Optional<Address> second)
      throws Failure {
    if (first.isPresent() && letter == ':') {
      throw in.failure(": doesn't want any addresses");
    } else if (first.isPresent() && letter == '}') {
      throw in.failure("} doesn't want any addresses");
    } else if (second.isPresent() && (letter == 'q' || letter == 'Q')) {
      throw in.failure("command only uses one address");
    }
  }

  private Optional<Address> address(boolean second) throws Failure {
    if (in.atDigit()) {
      long number = in.number();
      in.skipBlanks();
      if (in.peek() == '~' && !second) {
        in.take();
        return Optional.of(new Address.Step(number, in.number()));
      }
      return Optional.of(new Address.Line(number));
    }
    char c = in.peek();
    if (c == '$') {
      in.take();
      return Optional.of(new Address.Last());
    } else if (second && (c == '+' || c == '~')) {
      in.take();
      if (!in.atDigit()) {
        throw in.failure("expected number");
      }
      long number = in.number();
      return Optional.of(c == '+' ? new Address.Following(number) : new Address.Multiple(number));
    } else if (c == '/' || c == '\\') {
      in.take();
      char delimiter = c == '/' ? c : in.take();
      String text = ScriptText.delimited(in, delimiter, true, "unterminated address regex");
      boolean fold = false;
      boolean multiline = false;
      while (in.peek() == 'I' || in.peek() == 'M') {
        fold |= in.peek() == 'I';
        multiline |= in.take() == 'M';
      }
      return Optional.of(new Address.Pattern(regex(text, fold, multiline)));
    }
    return Optional.empty();
  }

  private Optional<Regex> regex(String text, boolean fold, boolean multiline) throws Failure {
    if (text.isEmpty()) {
      if (fold || multiline) {
        throw in.failure("no previous regular expression");
      }
      return Optional.empty();
    }
    try {
      Regex.Syntax syntax = extended ? Regex.Syntax.EXTENDED : Regex.Syntax.BASIC;
      return Optional.of(
          Regex.compile(ScriptText.escapes(text, true), syntax, fold, multiline, checkpoint));
    } catch (RegexException e) {
      throw in.failure(e.text());
    }
  }

  private Action action(char letter, boolean addressed) throws Failure {
    switch (letter) {
      case '#' -> {
        if (addressed) {
          throw in.failure("comments don't accept any addresses");
        }
        in.line();
        return new Action.Nothing();
      }
      case '{' -> {
        return new Action.Begin(0);
      }
      case '}' -> {
        if (blocks.isEmpty()) {
          throw in.failure("unexpected `}'");
        }
        end();
        return new Action.Nothing();
      }
      case ':' -> {
        in.skipBlanks();
        String label = in.until(posix ? "\n" : "\n; \t");
        if (label.isEmpty()) {
          throw in.failure("\":\" lacks a label");
        }
        labels.put(label, commands.size());
        return new Action.Nothing();
      }
      case 'b', 't', 'T' -> {
        in.skipBlanks();
        String label = in.until("\n; \t}");
        if (!label.isEmpty()) {
          jumps.put(commands.size(), label);
        }
        end();
        return new Action.Branch(letter, Integer.MAX_VALUE);
      }
      case 'a', 'i', 'c' -> {
        return new Action.Text(letter, text());
      }
      case 'r', 'R', 'w', 'W' -> {
        in.skipBlanks();
        String name = in.line();
        if (name.isEmpty()) {
          throw in.failure("missing filename in r/R/w/W commands");
        }
        return new Action.File(letter, name);
      }
      case 'e' -> {
        in.skipBlanks();
        return new Action.Execute(in.line());
      }
      case 'l', 'L' -> {
        in.skipBlanks();
        Optional<Integer> width =
            in.atDigit() ? Optional.of((int) Math.min(in.number(), 100_000)) : Optional.empty();
        end();
        return new Action.List_(width);
      }
      case 'q', 'Q' -> {
        in.skipBlanks();
        int status = (int) Math.min(in.number(), 255);
        end();
        return new Action.Quit(letter, status);
      }
      case 's' -> {
        return new SubstituteParser(in, this::regex).parse(this::end);
      }
      case 'y' -> {
        return translate();
      }
      case 'v' -> {
        in.until("\n;");
        return new Action.Nothing();
      }
      default -> {
        if (SIMPLE.indexOf(letter) < 0) {
          throw in.failure(
              letter == '\n' || letter == ';'
                  ? "missing command"
                  : "unknown command: `" + letter + "'");
        }
        end();
        return new Action.Simple(letter);
      }
    }
  }

  /** What may follow a command: blanks, then a separator; a brace or a comment stays. */
  private void end() throws Failure {
    in.skipBlanks();
    if (!in.more() || in.peek() == '}' || in.peek() == '#') {
      return;
    }
    char c = in.take();
    if (c != ';' && c != '\n') {
      throw in.failure("extra characters after command");
    }
  }

  /** {@code text = "\" newline lines | words to the end of the line .} */
  private String text() throws Failure {
    in.skipBlanks();
    if (!in.more()) {
      throw in.failure("expected \\ after `a', `c' or `i'");
    }
    boolean lines = false;
    if (in.peek() == '\\') {
      in.take();
      in.skipBlanks();
      if (in.accept('\n')) {
        lines = true;
      } else if (!in.more()) {
        throw in.failure("expected \\ after `a', `c' or `i'");
      }
    }
    var raw = new StringBuilder();
    while (true) {
      String line = in.line();
      int slashes = 0;
      while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
        slashes++;
      }
      raw.append(line);
      if (slashes % 2 == 0 || !in.more()) {
        break;
      }
      raw.setLength(raw.length() - 1);
      raw.append('\n');
    }
    String text = ScriptText.plain(raw.toString());
    return (lines || !text.startsWith("\\") ? text : text.substring(1)) + "\n";
  }

  private Action translate() throws Failure {
    if (!in.more()) {
      throw in.failure("unterminated `y' command");
    }
    char delimiter = in.take();
    String from = unescaped(ScriptText.delimited(in, delimiter, false, "unterminated `y' command"));
    String to = unescaped(ScriptText.delimited(in, delimiter, false, "unterminated `y' command"));
    if (from.length() != to.length()) {
      throw in.failure("strings for `y' command are different lengths");
    }
    end();
    return new Action.Translate(from, to);
  }

  private static String unescaped(String text) {
    var out = new StringBuilder();
    String expanded = ScriptText.escapes(text, false);
    for (int i = 0; i < expanded.length(); i++) {
      char c = expanded.charAt(i);
      if (c == '\\' && i + 1 < expanded.length()) {
        char d = expanded.charAt(++i);
        out.append(d == 'n' ? "\n" : d == '\\' || d == '&' ? String.valueOf(d) : "\\" + d);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
