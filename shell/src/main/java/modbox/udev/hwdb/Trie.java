package modbox.udev.hwdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A database being built, and how it is written. */
final class Trie {
  /** The version of the tool that the file names. */
  private static final int TOOL_VERSION = 252;

  /** A value with the place that defined it. */
  private record Value(String value, String file, int priority, int line) {}

  private static final class Node {
    String prefix = "";
    final SortedMap<Character, Node> children = new TreeMap<>();
    final SortedMap<String, Value> values = new TreeMap<>();
  }

  private final Node root = new Node();

  /** Adds a property to a match text; the same key of the same text is replaced. */
  void insert(String match, String key, String value, String file, int priority, int line) {
    Node node = root;
    int i = 0;
    while (true) {
      int common = common(node.prefix, match, i);
      if (common < node.prefix.length()) {
        split(node, common);
      }
      i += common;
      if (i == match.length()) {
        node.values.put(key, new Value(value, file, priority, line));
        return;
      }
      char c = match.charAt(i++);
      Node child = node.children.get(c);
      if (child == null) {
        child = new Node();
        child.prefix = match.substring(i);
        node.children.put(c, child);
      }
      node = child;
    }
  }

  private static int common(String prefix, String match, int from) {
    int p = 0;
    while (p < prefix.length()
        && from + p < match.length()
        && prefix.charAt(p) == match.charAt(from + p)) {
      p++;
    }
    return p;
  }

  private static void split(Node node, int at) {
    var lower = new Node();
    lower.prefix = node.prefix.substring(at + 1);
    lower.children.putAll(node.children);
    lower.values.putAll(node.values);
    char c = node.prefix.charAt(at);
    node.prefix = node.prefix.substring(0, at);
    node.children.clear();
    node.values.clear();
    node.children.put(c, lower);
  }

  /** The content of hwdb.bin. */
  String write() {
    var writer = new Writer();
    writer.size(root);
    writer.out.setLength(Hwdb.HEADER_SIZE);
    int rootAt = writer.node(root);
    int nodes = writer.out.length();
    writer.out.append(writer.strings);
    writer.header(rootAt, nodes - Hwdb.HEADER_SIZE);
    return writer.out.toString();
  }

  /** Writes nodes in post-order, so that each knows where its children are. */
  private static final class Writer {
    final StringBuilder out = new StringBuilder();
    final StringBuilder strings = new StringBuilder("\0");
    private final Map<String, Integer> known = new LinkedHashMap<>(Map.of("", 0));
    private int stringsAt = Hwdb.HEADER_SIZE;

    void size(Node node) {
      stringsAt +=
          Hwdb.NODE_SIZE
              + node.children.size() * Hwdb.CHILD_SIZE
              + node.values.size() * Hwdb.VALUE_SIZE;
      node.children.values().forEach(this::size);
    }

    int node(Node node) {
      var children = new TreeMap<Character, Integer>();
      node.children.forEach((c, child) -> children.put(c, node(child)));
      int at = out.length();
      long64(string(node.prefix));
      long64(children.size());
      long64(node.values.size());
      children.forEach(
          (c, child) -> {
            long64(c);
            long64(child);
          });
      node.values.forEach(
          (key, value) -> {
            long64(string(key));
            long64(string(value.value));
            long64(string(value.file));
            int32(value.line);
            int32(value.priority);
          });
      return at;
    }

    private int string(String text) {
      Integer at = known.get(text);
      if (at == null) {
        at = strings.length();
        known.put(text, at);
        strings.append(text).append('\0');
      }
      return stringsAt + at;
    }

    void header(int rootAt, int nodesLength) {
      var body = out.substring(Hwdb.HEADER_SIZE);
      out.setLength(0);
      out.append(Hwdb.SIGNATURE);
      long64(TOOL_VERSION);
      long64(Hwdb.HEADER_SIZE + body.length());
      long64(Hwdb.HEADER_SIZE);
      long64(Hwdb.NODE_SIZE);
      long64(Hwdb.CHILD_SIZE);
      long64(Hwdb.VALUE_SIZE);
      long64(rootAt);
      long64(nodesLength);
      long64(strings.length());
      out.append(body);
    }

    private void long64(int value) {
      int32(value);
      int32(0);
    }

    private void int32(int value) {
      for (int shift = 0; shift < 32; shift += 8) {
        out.append((char) (value >> shift & 0xff));
      }
    }
  }
}
