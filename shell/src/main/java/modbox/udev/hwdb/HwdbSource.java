package modbox.udev.hwdb;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import modbox.udev.device.Ascii;
import modbox.udev.device.Files;

/**
 * The compiler's front: records of match lines at column 0 and property lines that begin with a
 * blank. Source: hwdb-util.c.
 */
public final class HwdbSource {
  /** Where source files are looked for, the most important place first. */
  public static final List<String> DIRECTORIES =
      List.of(
          "/etc/systemd/hwdb/hwdb.d",
          "/etc/udev/hwdb.d",
          "/usr/lib/systemd/hwdb/hwdb.d",
          "/usr/lib/udev/hwdb.d");

  private enum State {
    NONE,
    MATCH,
    DATA
  }

  private final Trie trie = new Trie();
  private final List<String> complaints = new ArrayList<>();
  private int files;

  /** The source files in order: by name, one in a more important place hides the others. */
  public static List<String> paths(Files files, String root) {
    SortedMap<String, String> found = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      for (String name : files.list(root + directory)) {
        if (name.endsWith(".hwdb")) {
          found.putIfAbsent(name, root + directory + "/" + name);
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** Complaints so far, {@code FILE:LINE: what}. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The compiled database. */
  public String compile() {
    return trie.write();
  }

  /** Adds a file; later ones have the higher priority. */
  public void add(String file, String text) {
    files++;
    var matches = new ArrayList<String>();
    State state = State.NONE;
    int number = 0;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end);
      start = end + 1;
      number++;
      if (!line.startsWith("#")) {
        state = take(state, matches, strip(line), file, number);
      }
    }
    if (state == State.MATCH) {
      complain(file, number, "Property expected, ignoring record with no properties.");
    }
  }

  private static String strip(String line) {
    int hash = line.indexOf('#');
    int end = hash < 0 ? line.length() : hash;
    while (end > 0 && Ascii.isSpace(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end);
  }

  private void complain(String file, int line, String text) {
    complaints.add(file + ":" + line + ": " + text);
  }

  private State take(State state, List<String> matches, String line, String file, int number) {
    boolean property = line.startsWith(" ");
    return switch (state) {
      case NONE -> {
        if (line.isEmpty()) {
          yield State.NONE;
        }
        if (property) {
          complain(
              file,
              number,
              "Match expected but got indented property \"" + line + "\", ignoring line.");
          yield State.NONE;
        }
        matches.clear();
        matches.add(line);
        yield State.MATCH;
      }
      case MATCH -> {
        if (line.isEmpty()) {
          complain(file, number, "Property expected, ignoring record with no properties.");
          yield State.NONE;
        }
        if (property) {
          insert(matches, line, file, number);
          yield State.DATA;
        }
        matches.add(line);
        yield State.MATCH;
      }
      case DATA -> {
        if (line.isEmpty()) {
          yield State.NONE;
        }
        if (!property) {
          complain(
              file,
              number,
              "Property or empty line expected, got \"" + line + "\", ignoring record.");
          yield State.NONE;
        }
        insert(matches, line, file, number);
        yield State.DATA;
      }
    };
  }

  private void insert(List<String> matches, String line, String file, int number) {
    int eq = line.indexOf('=');
    if (eq < 0) {
      complain(file, number, "Key-value pair expected but got \"" + line + "\", ignoring.");
      return;
    }
    String key = " " + line.substring(0, eq).stripLeading();
    String value = line.substring(eq + 1);
    if (key.length() == 1) {
      complain(file, number, "Empty key in \"" + key + "=" + value + "\", ignoring.");
      return;
    }
    for (String match : matches) {
      trie.insert(match, key, value, file, files, number);
    }
  }
}
