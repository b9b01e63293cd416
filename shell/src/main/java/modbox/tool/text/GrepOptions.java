package modbox.tool.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.text.Sizes;

/** What grep was told. */
final class GrepOptions {
  private static final int TROUBLE = 2;

  private final Args args;
  private final GrepMatcher matcher;
  private final List<String> files;
  private final long most;
  private final int before;
  private final int after;
  private final boolean names;
  private final boolean colors;
  private final List<String> excluded;

  private GrepOptions(
      Args args, GrepMatcher matcher, List<String> files, boolean colors, List<String> excluded)
      throws Failure {
    this.args = args;
    this.matcher = matcher;
    this.files = files;
    this.colors = colors;
    this.excluded = excluded;
    most =
        args.value("max-count").isEmpty()
            ? Long.MAX_VALUE
            : number(args.value("max-count").get(), "invalid max count");
    before = context("before-context");
    after = context("after-context");
    String how = args.lastOf("with-filename", "no-filename").orElse("");
    boolean many = files.size() > 1 || recursive();
    names = how.isEmpty() ? many : how.equals("with-filename");
  }

  static GrepOptions of(Proc proc, Args args, String name)
      throws ErrnoException, Args.UsageException, Failure {
    var patterns = new ArrayList<String>();
    List<String> files = args.operands();
    boolean given = args.has("regexp") || args.has("file");
    for (Args.Given g : args.given()) {
      if (g.key().equals("regexp")) {
        patterns.addAll(List.of(g.value().orElse("").split("\n", -1)));
      } else if (g.key().equals("file")) {
        patterns.addAll(fromFile(proc, g.value().orElse("")));
      }
    }
    if (!given) {
      if (files.isEmpty()) {
        throw new Args.UsageException("");
      }
      patterns.addAll(List.of(files.getFirst().split("\n", -1)));
      files = files.subList(1, files.size());
    }
    String usual =
        switch (name) {
          case "egrep" -> "extended-regexp";
          case "fgrep" -> "fixed-strings";
          default -> "basic-regexp";
        };
    String kind =
        args.lastOf("extended-regexp", "fixed-strings", "basic-regexp", "perl-regexp")
            .orElse(usual);
    boolean fold =
        args.lastOf("ignore-case", "y", "no-ignore-case")
            .map(k -> !k.equals("no-ignore-case"))
            .orElse(false);
    GrepMatcher matcher =
        GrepMatcher.compile(
            proc, patterns, kind, fold, args.has("word-regexp"), args.has("line-regexp"));
    var excluded = new ArrayList<>(args.values("exclude"));
    for (String file : args.values("exclude-from")) {
      excluded.addAll(fromFile(proc, file));
    }
    return new GrepOptions(args, matcher, files, colors(proc, args), excluded);
  }

  private static List<String> fromFile(Proc proc, String file) throws ErrnoException, Failure {
    try {
      var lines = new ArrayList<String>();
      var in = modbox.user.In.open(proc, file);
      for (var line = in.line(); line.isPresent(); line = in.line()) {
        lines.add(line.get());
      }
      in.close();
      return lines;
    } catch (ErrnoException e) {
      throw new Failure(TROUBLE, Quote.ifNeeded(file) + ": " + e.errno().text());
    }
  }

  private static boolean colors(Proc proc, Args args) throws Failure {
    if (!args.has("color") && !args.has("colour")) {
      return false;
    }
    String when = args.value("color").or(() -> args.value("colour")).orElse("auto");
    return switch (when) {
      case "always", "yes", "force" -> true;
      case "never", "no", "none" -> false;
      case "auto", "tty", "if-tty" ->
          proc.sys().isatty(1) && !proc.env("TERM").orElse("dumb").equals("dumb");
      default -> throw new Failure(TROUBLE, "unknown color option");
    };
  }

  private int context(String key) throws Failure {
    Optional<String> text = args.value(key).or(() -> args.value("context"));
    return text.isEmpty()
        ? 0
        : (int)
            Math.min(
                Integer.MAX_VALUE,
                number(text.get(), text.get() + ": invalid context length argument"));
  }

  private static long number(String text, String complaint) throws Failure {
    return Sizes.integer(text)
        .filter(n -> n >= 0)
        .orElseThrow(() -> new Failure(TROUBLE, complaint));
  }

  boolean has(String key) {
    return args.has(key);
  }

  Optional<String> value(String key) {
    return args.value(key);
  }

  List<String> values(String key) {
    return args.values(key);
  }

  List<String> excluded() {
    return excluded;
  }

  GrepMatcher matcher() {
    return matcher;
  }

  List<String> files() {
    return files;
  }

  boolean recursive() {
    return args.has("recursive")
        || args.has("dereference-recursive")
        || args.value("directories").orElse("").equals("recurse");
  }

  boolean quiet() {
    return args.has("quiet") || args.has("silent");
  }

  long most() {
    return most;
  }

  int before() {
    return before;
  }

  int after() {
    return after;
  }

  boolean names() {
    return names;
  }

  boolean colors() {
    return colors;
  }

  /** Whether only names or counts are printed, not lines. */
  boolean summary() {
    return quiet()
        || args.has("count")
        || args.has("files-with-matches")
        || args.has("files-without-match");
  }
}
