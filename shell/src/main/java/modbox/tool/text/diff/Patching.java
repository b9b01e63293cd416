package modbox.tool.text.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts hunks into a text, where they fit: a little off their place, or with context missing. */
public final class Patching {
  /**
   * Where a hunk fits.
   *
   * @param at index of its first line
   * @param cutHead lines of leading context that were left out
   * @param cutTail lines of trailing context that were left out
   * @param fuzz how much was tried
   */
  public record Fit(int at, int cutHead, int cutTail, int fuzz) {}

  private final List<String> lines;
  private boolean terminated;
  private int shift;
  private int grown;

  public Patching(Lines text) {
    lines = new ArrayList<>(text.lines());
    terminated = text.terminated();
  }

  /** The text as it stands. */
  public String text() {
    String joined = String.join("\n", lines);
    return lines.isEmpty() || !terminated ? joined : joined + "\n";
  }

  /** How many lines off the place that the patch names the last hunk went. */
  public int offset() {
    return shift;
  }

  /** Where the hunk fits, with at most this much of its context left out at each end. */
  public Optional<Fit> find(Hunk hunk, int mostFuzz) {
    List<String> old = hunk.old();
    int context = Math.max(hunk.leading(), hunk.trailing());
    for (int fuzz = 0; fuzz <= Math.min(mostFuzz, context); fuzz++) {
      int head = Math.max(0, fuzz + hunk.leading() - context);
      int tail = Math.max(0, fuzz + hunk.trailing() - context);
      List<String> wanted = old.subList(head, old.size() - tail);
      int first = hunk.oldStart() - (old.isEmpty() ? 0 : 1) + shift + grown + head;
      for (int off = 0; off <= lines.size() + 1; off++) {
        if (fits(wanted, first + off) && anchored(hunk, fuzz, first + off, wanted.size())) {
          return Optional.of(new Fit(first + off, head, tail, fuzz));
        }
        if (off > 0
            && fits(wanted, first - off)
            && anchored(hunk, fuzz, first - off, wanted.size())) {
          return Optional.of(new Fit(first - off, head, tail, fuzz));
        }
      }
    }
    return Optional.empty();
  }

  /** Less context on one side means that the file began or ended there. */
  private boolean anchored(Hunk hunk, int fuzz, int at, int size) {
    if (fuzz > 0 || hunk.leading() == hunk.trailing()) {
      return true;
    }
    return hunk.leading() < hunk.trailing() ? at == 0 : at + size == lines.size();
  }

  private boolean fits(List<String> wanted, int at) {
    return at >= 0
        && at + wanted.size() <= lines.size()
        && lines.subList(at, at + wanted.size()).equals(wanted);
  }

  /** Puts the hunk where it fits; gives the number of the line, counted from 1. */
  public int apply(Hunk hunk, Fit fit) {
    List<String> old = hunk.old();
    List<String> young = hunk.young();
    int size = old.size() - fit.cutHead() - fit.cutTail();
    int expected = hunk.oldStart() - (old.isEmpty() ? 0 : 1) + grown + fit.cutHead();
    shift = fit.at() - expected;
    boolean last = fit.at() + size == lines.size();
    List<String> place = lines.subList(fit.at(), fit.at() + size);
    place.clear();
    place.addAll(young.subList(fit.cutHead(), young.size() - fit.cutTail()));
    grown += young.size() - old.size();
    if (last && (hunk.oldOpen() || hunk.newOpen() || lines.size() == young.size())) {
      terminated = !hunk.newOpen();
    }
    return fit.at() + 1 - fit.cutHead();
  }
}
