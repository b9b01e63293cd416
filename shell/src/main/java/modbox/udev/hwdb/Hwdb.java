package modbox.udev.hwdb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.udev.device.Files;
import modbox.udev.rule.Glob;
import org.jspecify.annotations.Nullable;

/**
 * A compiled database. Source: sd-hwdb.c and hwdb-internal.h: a header, the nodes of a trie over
 * the match texts, then all strings.
 */
public final class Hwdb {
  /** Where the compiled database is looked for. */
  public static final List<String> PLACES =
      List.of(
          "/etc/systemd/hwdb/hwdb.bin",
          "/etc/udev/hwdb.bin",
          "/usr/lib/systemd/hwdb/hwdb.bin",
          "/usr/lib/udev/hwdb.bin");

  static final String SIGNATURE = "KSLPHHRH";
  static final int HEADER_SIZE = 80;
  static final int NODE_SIZE = 24;
  static final int CHILD_SIZE = 16;
  static final int VALUE_SIZE = 32;

  private final String data;
  private final int root;
  private final int nodeSize;
  private final int childSize;
  private final int valueSize;

  private Hwdb(String data) {
    this.data = data;
    nodeSize = number(32);
    childSize = number(40);
    valueSize = number(48);
    root = number(56);
  }

  /** Opens the content of a hwdb.bin; null if it is none. */
  public static @Nullable Hwdb open(String data) {
    if (data.length() < HEADER_SIZE || !data.startsWith(SIGNATURE)) {
      return null;
    }
    var hwdb = new Hwdb(data);
    return hwdb.number(16) == data.length() && hwdb.root > 0 ? hwdb : null;
  }

  /** The file that would be used; null if there is none. */
  public static @Nullable String find(Files files) {
    for (String place : PLACES) {
      if (files.mode(place) != 0) {
        return place;
      }
    }
    return null;
  }

  /** All properties for a key; a later definition takes the place of an earlier one. */
  public Map<String, String> lookup(String modalias) {
    var search = new Search(modalias);
    search.walk();
    var result = new LinkedHashMap<String, String>();
    search.found.forEach((key, at) -> result.put(key, string(number(at + 8))));
    return result;
  }

  private int number(int at) {
    return data.charAt(at)
        | data.charAt(at + 1) << 8
        | data.charAt(at + 2) << 16
        | data.charAt(at + 3) << 24;
  }

  private String string(int at) {
    return data.substring(at, data.indexOf('\0', at));
  }

  private int children(int node) {
    return data.charAt(node + 8);
  }

  private int childAt(int node, int index) {
    return node + nodeSize + index * childSize;
  }

  private int valueAt(int node, int index) {
    return node + nodeSize + children(node) * childSize + index * valueSize;
  }

  private int values(int node) {
    return number(node + 16);
  }

  /** The child for a character, by bisection; 0 if there is none. */
  private int child(int node, char c) {
    int low = 0;
    int high = children(node) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = childAt(node, middle);
      char there = data.charAt(at);
      if (there == c) {
        return number(at + 8);
      }
      if (there < c) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return 0;
  }

  /** One look-up. */
  private final class Search {
    private final String text;
    private final StringBuilder pattern = new StringBuilder();
    private final Map<String, Integer> found = new LinkedHashMap<>();

    Search(String text) {
      this.text = text;
    }

    void walk() {
      int node = root;
      int i = 0;
      while (node != 0) {
        String prefix = string(number(node));
        for (int p = 0; p < prefix.length(); p++) {
          char c = prefix.charAt(p);
          if (c == '*' || c == '?' || c == '[') {
            match(node, prefix.substring(p), i + p);
            return;
          }
          if (i + p >= text.length() || text.charAt(i + p) != c) {
            return;
          }
        }
        i += prefix.length();
        wild(node, '*', i);
        wild(node, '?', i);
        wild(node, '[', i);
        if (i == text.length()) {
          add(node);
          return;
        }
        node = child(node, text.charAt(i));
        i++;
      }
    }

    private void wild(int node, char c, int position) {
      int child = child(node, c);
      if (child != 0) {
        pattern.append(c);
        match(child, string(number(child)), position);
        pattern.setLength(pattern.length() - 1);
      }
    }

    /** From the first special character on, every text below is a pattern to be tried. */
    private void match(int node, String prefix, int position) {
      int length = pattern.length();
      pattern.append(prefix);
      for (int k = 0; k < children(node); k++) {
        int at = childAt(node, k);
        int child = number(at + 8);
        pattern.append(data.charAt(at));
        match(child, string(number(child)), position);
        pattern.setLength(pattern.length() - 1);
      }
      if (values(node) > 0 && Glob.matches(pattern.toString(), text.substring(position))) {
        add(node);
      }
      pattern.setLength(length);
    }

    private void add(int node) {
      for (int k = 0; k < values(node); k++) {
        int at = valueAt(node, k);
        String key = string(number(at));
        if (key.startsWith(" ")) {
          String name = key.substring(1);
          Integer old = found.get(name);
          if (old == null || !isBefore(at, old)) {
            found.put(name, at);
          }
        }
      }
    }

    private boolean isBefore(int at, int old) {
      if (valueSize < VALUE_SIZE) {
        return false;
      }
      int priority = number(at + 28) & 0xffff;
      int theirs = number(old + 28) & 0xffff;
      if (priority == 0) { // an older format: the file's name stands for its place
        priority = number(at + 16);
        theirs = number(old + 16);
      }
      return priority < theirs || (priority == theirs && number(at + 24) < number(old + 24));
    }
  }
}
