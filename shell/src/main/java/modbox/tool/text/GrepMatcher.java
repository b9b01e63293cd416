package modbox.tool.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;
import modbox.user.text.CharacterClass;

/** The patterns of grep as one: the leftmost match of any, the longest of those. */
final class GrepMatcher {
  private static final int TROUBLE = 2;

  /** Where something matched. */
  record Hit(int start, int end) {}

  /** One pattern. */
  private interface Finder {
    Optional<Hit> find(String text, int from) throws RegexException;
  }

  private final List<Finder> finders;
  private final boolean words;
  private final boolean lines;

  private GrepMatcher(List<Finder> finders, boolean words, boolean lines) {
    this.finders = finders;
    this.words = words;
    this.lines = lines;
  }

  static GrepMatcher compile(
      Proc proc, List<String> patterns, String kind, boolean fold, boolean words, boolean lines)
      throws Failure {
    var finders = new ArrayList<Finder>();
    for (String pattern : patterns) {
      try {
        finders.add(finder(proc, pattern, kind, fold));
      } catch (RegexException e) {
        throw new Failure(TROUBLE, e.text());
      }
    }
    return new GrepMatcher(finders, words, lines);
  }

  private static Finder finder(Proc proc, String pattern, String kind, boolean fold)
      throws RegexException, Failure {
    switch (kind) {
      case "fixed-strings" -> {
        return fixed(pattern, fold);
      }
      case "perl-regexp" -> {
        return PerlRegex.compile(pattern, fold, proc.sys()::checkpoint)::find;
      }
      default -> {
        Regex.Syntax syntax =
            kind.equals("extended-regexp") ? Regex.Syntax.EGREP : Regex.Syntax.BASIC;
        warn(pattern);
        Regex regex = Regex.compile(pattern, syntax, fold, false, proc.sys()::checkpoint);
        return (text, from) -> regex.find(text, from).map(m -> new Hit(m.start(), m.end()));
      }
    }
  }

  private static void warn(String pattern) throws Failure {
    if (pattern.matches("\\[:[a-z]+:\\]")) {
      throw new Failure(TROUBLE, "character class syntax is [[:space:]], not [:space:]");
    }
  }

  private static Finder fixed(String pattern, boolean fold) {
    if (!fold) {
      return (text, from) -> at(text.indexOf(pattern, from), pattern);
    }
    String small = CharacterClass.toLower(pattern);
    return (text, from) -> at(CharacterClass.toLower(text).indexOf(small, from), pattern);
  }

  private static Optional<Hit> at(int index, String pattern) {
    return index < 0 ? Optional.empty() : Optional.of(new Hit(index, index + pattern.length()));
  }

  /** Whether the line has a match. */
  boolean matches(String line) throws RegexException {
    for (Finder finder : finders) {
      if (find(finder, line, 0).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** The leftmost longest match from the index on. */
  Optional<Hit> find(String line, int from) throws RegexException {
    Optional<Hit> best = Optional.empty();
    for (Finder finder : finders) {
      Optional<Hit> hit = find(finder, line, from);
      if (hit.isPresent()
          && (best.isEmpty()
              || hit.get().start() < best.get().start()
              || (hit.get().start() == best.get().start() && hit.get().end() > best.get().end()))) {
        best = hit;
      }
    }
    return best;
  }

  private Optional<Hit> find(Finder finder, String line, int from) throws RegexException {
    if (lines) {
      return from > 0
          ? Optional.empty()
          : finder.find(line, 0).filter(h -> h.start() == 0 && h.end() == line.length());
    }
    return words ? word(finder, line, from) : finder.find(line, from);
  }

  /** A match that no word character touches: shorter ones at the same place, then later ones. */
  private static Optional<Hit> word(Finder finder, String line, int from) throws RegexException {
    int start = from;
    while (start <= line.length()) {
      Optional<Hit> hit = finder.find(line, start);
      if (hit.isEmpty()) {
        return hit;
      }
      int begin = hit.get().start();
      while (hit.isPresent() && hit.get().start() == begin) {
        if (isWord(line, hit.get())) {
          return hit;
        }
        int end = hit.get().end() - 1;
        hit = end < begin ? Optional.empty() : finder.find(line.substring(0, end), begin);
      }
      start = begin + 1;
    }
    return Optional.empty();
  }

  private static boolean isWord(String line, Hit hit) {
    boolean before = hit.start() > 0 && CharacterClass.isWord(line.charAt(hit.start() - 1));
    boolean after = hit.end() < line.length() && CharacterClass.isWord(line.charAt(hit.end()));
    return !before && !after;
  }
}
