package modbox.why;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What differs between two moments, for people: signs in the first column as diff has them. */
final class Changes {
  private static final int LONGEST_TEXT = 64 * 1024;
  private static final int CONTEXT = 1;

  private final Facts before;
  private final Facts after;
  private final UnaryOperator<String> oldText;
  private final UnaryOperator<String> newText;
  private final List<String> lines = new ArrayList<>();

  /**
   * Two looks.
   *
   * @param oldText reads a file at the first moment, {@code newText} at the second
   */
  Changes(Facts before, Facts after, UnaryOperator<String> oldText, UnaryOperator<String> newText) {
    this.before = before;
    this.after = after;
    this.oldText = oldText;
    this.newText = newText;
  }

  /** The lines; none if nothing that a user sees differs. */
  List<String> lines() {
    compare("modules", before.modules(), after.modules(), text -> text);
    compare("devices", before.devices(), after.devices(), text -> text);
    compare("files", before.files(), after.files(), Facts.File::look);
    contents();
    log();
    return lines;
  }

  private <T> void compare(
      String title, SortedMap<String, T> old, SortedMap<String, T> now, Function<T, String> look) {
    var names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    var found = new ArrayList<String>();
    for (String name : names) {
      T was = old.get(name);
      T is = now.get(name);
      if (was == null && is != null) {
        found.add("+ " + name + "  " + look.apply(is));
      } else if (is == null && was != null) {
        found.add("- " + name + "  " + look.apply(was));
      } else if (was != null && is != null && !look.apply(was).equals(look.apply(is))) {
        found.add("! " + name + "  " + look.apply(was) + " -> " + look.apply(is));
      }
    }
    section(title, found);
  }

  private void section(String title, List<String> found) {
    if (!found.isEmpty()) {
      lines.add(title + ":");
      lines.addAll(found);
    }
  }

  private void contents() {
    var found = new ArrayList<String>();
    after
        .files()
        .forEach(
            (path, now) -> {
              Facts.File old = before.files().get(path);
              if (now.regular()
                  && old != null
                  && old.regular()
                  && !old.stamp().equals(now.stamp())) {
                content(path, found);
              }
            });
    section("contents", found);
  }

  private void content(String path, List<String> found) {
    String old = oldText.apply(path);
    String now = newText.apply(path);
    if (old.equals(now)) {
      return;
    }
    boolean text = old.length() <= LONGEST_TEXT && now.length() <= LONGEST_TEXT;
    if (!text || old.indexOf('\0') >= 0 || now.indexOf('\0') >= 0) {
      found.add("! " + path + "  " + old.length() + " -> " + now.length() + " bytes");
      return;
    }
    List<String> oldLines = old.lines().toList();
    found.addAll(
        UnifiedDiffUtils.generateUnifiedDiff(
            path, path, oldLines, DiffUtils.diff(oldLines, now.lines().toList()), CONTEXT));
  }

  private void log() {
    int same = 0;
    int shorter = Math.min(before.log().size(), after.log().size());
    while (same < shorter && before.log().get(same).equals(after.log().get(same))) {
      same++;
    }
    var found = new ArrayList<String>();
    before.log().subList(same, before.log().size()).forEach(line -> found.add("- " + line));
    after.log().subList(same, after.log().size()).forEach(line -> found.add("+ " + line));
    section("log", found);
  }
}
