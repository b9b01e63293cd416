package modbox.tool.text.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads patches in the unified, context and normal formats; other text between them is skipped. */
public final class PatchReader {
  /**
   * The changes of one file.
   *
   * @param oldName as the header gives it, empty without one
   */
  public record FilePatch(String oldName, String newName, List<Hunk> hunks) {
    public FilePatch {
      hunks = List.copyOf(hunks);
    }
  }

  private static final Pattern UNIFIED =
      Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");
  private static final Pattern NORMAL =
      Pattern.compile("(\\d+)(?:,(\\d+))?([acd])(\\d+)(?:,(\\d+))?");
  private static final Pattern CONTEXT = Pattern.compile("(?:\\*\\*\\*|---) (\\d+)(?:,(\\d+))? .*");

  private final List<String> lines;
  private final List<FilePatch> patches = new ArrayList<>();
  private final List<Hunk> hunks = new ArrayList<>();
  private String oldName = "";
  private String newName = "";
  private int at;

  private PatchReader(List<String> lines) {
    this.lines = lines;
  }

  /** All patches of a text. */
  public static List<FilePatch> read(String text) {
    var reader = new PatchReader(Lines.of(text).lines());
    while (reader.at < reader.lines.size()) {
      reader.item();
    }
    reader.finish();
    return reader.patches;
  }

  private void finish() {
    if (!hunks.isEmpty()) {
      patches.add(new FilePatch(oldName, newName, hunks));
      hunks.clear();
    }
  }

  private String peek(int ahead) {
    return at + ahead < lines.size() ? lines.get(at + ahead) : "";
  }

  private static String name(String line) {
    String name = line.substring(4);
    int tab = name.indexOf('\t');
    return (tab < 0 ? name : name.substring(0, tab)).trim();
  }

  private void item() {
    String line = peek(0);
    boolean unified = line.startsWith("--- ") && peek(1).startsWith("+++ ");
    boolean context = line.startsWith("*** ") && peek(1).startsWith("--- ");
    if (unified || context) {
      finish();
      oldName = name(line);
      newName = name(peek(1));
      at += 2;
      return;
    }
    Matcher header = UNIFIED.matcher(line);
    Matcher normal = NORMAL.matcher(line);
    at++;
    if (header.matches()) {
      unified(header);
    } else if (line.startsWith("***************")) {
      context();
    } else if (normal.matches()) {
      normal(normal);
    }
  }

  private static int number(String text, int usual) {
    return text == null ? usual : Integer.parseInt(text);
  }

  private boolean open() {
    if (peek(0).startsWith("\\")) {
      at++;
      return true;
    }
    return false;
  }

  private void unified(Matcher header) {
    int old = number(header.group(2), 1);
    int young = number(header.group(4), 1);
    var body = new ArrayList<String>();
    boolean oldOpen = false;
    boolean newOpen = false;
    while ((old > 0 || young > 0) && at < lines.size()) {
      String line = lines.get(at).isEmpty() ? " " : lines.get(at);
      char mark = line.charAt(0);
      if (" -+".indexOf(mark) < 0) {
        break;
      }
      at++;
      body.add(line);
      old -= mark == '+' ? 0 : 1;
      young -= mark == '-' ? 0 : 1;
      if (open()) {
        oldOpen |= mark != '+';
        newOpen |= mark != '-';
      }
    }
    hunks.add(
        new Hunk(number(header.group(1), 0), number(header.group(3), 0), body, oldOpen, newOpen));
  }

  private void normal(Matcher header) {
    var body = new ArrayList<String>();
    boolean oldOpen = false;
    boolean newOpen = false;
    while (peek(0).startsWith("< ") || peek(0).equals("<")) {
      body.add("-" + peek(0).substring(Math.min(2, peek(0).length())));
      at++;
      oldOpen |= open();
    }
    if (peek(0).equals("---")) {
      at++;
    }
    while (peek(0).startsWith("> ") || peek(0).equals(">")) {
      body.add("+" + peek(0).substring(Math.min(2, peek(0).length())));
      at++;
      newOpen |= open();
    }
    hunks.add(
        new Hunk(number(header.group(1), 0), number(header.group(4), 0), body, oldOpen, newOpen));
  }

  /** One half of a context hunk. */
  private record Half(int start, List<String> lines, boolean open) {}

  private void context() {
    Half old = half("*** ");
    Half young = half("--- ");
    List<String> before = old.lines();
    List<String> after = young.lines();
    if (before.isEmpty()) {
      before = after.stream().filter(l -> l.startsWith(" ")).toList();
    } else if (after.isEmpty()) {
      after = before.stream().filter(l -> l.startsWith(" ")).toList();
    }
    var body = new ArrayList<String>();
    int j = 0;
    for (String line : before) {
      if (!line.startsWith(" ")) {
        body.add("-" + line.substring(2));
        continue;
      }
      while (j < after.size() && !after.get(j).startsWith(" ")) {
        body.add("+" + after.get(j++).substring(2));
      }
      j++;
      body.add(" " + line.substring(2));
    }
    while (j < after.size()) {
      body.add("+" + after.get(j++).substring(2));
    }
    hunks.add(new Hunk(old.start(), young.start(), body, old.open(), young.open()));
  }

  private Half half(String mark) {
    Matcher header = CONTEXT.matcher(peek(0));
    if (!peek(0).startsWith(mark) || !header.matches()) {
      return new Half(0, List.of(), false);
    }
    at++;
    int start = number(header.group(1), 0);
    int end = number(header.group(2), start);
    var body = new ArrayList<String>();
    while (body.size() <= end - start
        && peek(0).length() > 1
        && peek(0).charAt(1) == ' '
        && " -+!".indexOf(peek(0).charAt(0)) >= 0) {
      body.add(peek(0));
      at++;
    }
    return new Half(start, body, open());
  }
}
