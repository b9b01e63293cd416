package modbox.image.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A binary index being built: a radix tree over 7-bit characters whose keys have values with
 * priorities. An edge is one character, the rest of a label is the prefix of the child.
 */
public final class Trie {
  /** The order of the nodes in the file; readers take either. */
  public enum Layout {
    /** Children before parents, the root last: up to kmod 33. */
    CHILDREN_FIRST,
    /** Parents before children, the root first: from kmod 34. */
    PARENT_FIRST
  }

  /** What an index begins with: magic B007F457, version 2.1, then the place of the root. */
  static final int MAGIC = 0xB007F457;

  static final int VERSION = 0x00020001;
  static final int PREFIX = 0x80000000;
  static final int VALUES = 0x40000000;
  static final int CHILDREN = 0x20000000;
  static final int PLACE = 0x0FFFFFFF;

  private static final int HEADER = 12;

  private static final class Value {
    final String text;
    final int priority;
    @Nullable Value next;

    Value(String text, int priority, @Nullable Value next) {
      this.text = text;
      this.priority = priority;
      this.next = next;
    }
  }

  private static final class Node {
    String prefix = "";
    @Nullable Value values;
    int first = 128;
    @Nullable Node[] children = new Node[0];
    int place;

    @Nullable Node child(char c) {
      int i = c - first;
      return i >= 0 && i < children.length ? children[i] : null;
    }

    void put(char c, Node child) {
      if (children.length == 0) {
        first = c;
        children = new Node[1];
      } else if (c < first) {
        var wider = new @Nullable Node[children.length + first - c];
        System.arraycopy(children, 0, wider, first - c, children.length);
        children = wider;
        first = c;
      } else if (c - first >= children.length) {
        children = Arrays.copyOf(children, c - first + 1);
      }
      children[c - first] = child;
    }

    /** Where the node stands, with the flags that say what it holds. */
    int reference() {
      return place
          | (prefix.isEmpty() ? 0 : PREFIX)
          | (children.length == 0 ? 0 : CHILDREN)
          | (values == null ? 0 : VALUES);
    }
  }

  private final Node root = new Node();

  /** An index without keys. */
  public Trie() {}

  /** Whether a key or value can stand in an index: 7-bit characters only. */
  public static boolean fits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds a value to a key; of equal priority the last one comes first. Key and value must {@link
   * #fits fit}.
   *
   * @return whether the key had this value already
   */
  public boolean insert(String key, String value, int priority) {
    Node node = root;
    int at = 0;
    while (true) {
      int common = common(node.prefix, key, at);
      if (common < node.prefix.length()) {
        split(node, common);
      }
      at += common;
      if (at == key.length()) {
        return add(node, value, priority);
      }
      char edge = key.charAt(at++);
      Node child = node.child(edge);
      if (child == null) {
        child = new Node();
        child.prefix = key.substring(at);
        node.put(edge, child);
        return add(child, value, priority);
      }
      node = child;
    }
  }

  private static int common(String prefix, String key, int at) {
    int i = 0;
    while (i < prefix.length() && at + i < key.length() && prefix.charAt(i) == key.charAt(at + i)) {
      i++;
    }
    return i;
  }

  private static void split(Node node, int at) {
    var lower = new Node();
    lower.prefix = node.prefix.substring(at + 1);
    lower.values = node.values;
    lower.first = node.first;
    lower.children = node.children;
    char edge = node.prefix.charAt(at);
    node.prefix = node.prefix.substring(0, at);
    node.values = null;
    node.first = 128;
    node.children = new Node[0];
    node.put(edge, lower);
  }

  private static boolean add(Node node, String text, int priority) {
    boolean duplicate = false;
    Value before = null;
    for (Value v = node.values; v != null; v = v.next) {
      duplicate |= v.text.equals(text);
      if (Integer.compareUnsigned(v.priority, priority) < 0) {
        before = v;
      }
    }
    if (before == null) {
      node.values = new Value(text, priority, node.values);
    } else {
      before.next = new Value(text, priority, before.next);
    }
    return duplicate;
  }

  /** The index as a file. */
  public byte[] bytes(Layout layout) {
    var out = new Output();
    out.word(MAGIC);
    out.word(VERSION);
    switch (layout) {
      case CHILDREN_FIRST -> {
        out.word(0);
        writeAfterChildren(root, out);
        return out.patched(8, root.reference());
      }
      case PARENT_FIRST -> {
        place(root, HEADER);
        out.word(root.reference());
        writeBeforeChildren(root, out);
        return out.toByteArray();
      }
    }
    throw new AssertionError(layout);
  }

  private static void writeAfterChildren(Node node, Output out) {
    for (Node child : node.children) {
      if (child != null) {
        writeAfterChildren(child, out);
      }
    }
    node.place = out.size();
    write(node, out);
  }

  private static int place(Node node, int at) {
    node.place = at;
    int next = at + size(node);
    for (Node child : node.children) {
      if (child != null) {
        next = place(child, next);
      }
    }
    return next;
  }

  private static void writeBeforeChildren(Node node, Output out) {
    write(node, out);
    for (Node child : node.children) {
      if (child != null) {
        writeBeforeChildren(child, out);
      }
    }
  }

  private static int size(Node node) {
    int size = node.prefix.isEmpty() ? 0 : node.prefix.length() + 1;
    if (node.children.length > 0) {
      size += 2 + 4 * node.children.length;
    }
    if (node.values != null) {
      size += 4;
      for (Value v = node.values; v != null; v = v.next) {
        size += 5 + v.text.length();
      }
    }
    return size;
  }

  private static void write(Node node, Output out) {
    if (!node.prefix.isEmpty()) {
      out.text(node.prefix);
    }
    if (node.children.length > 0) {
      out.write(node.first);
      out.write(node.first + node.children.length - 1);
      for (Node child : node.children) {
        out.word(child == null ? 0 : child.reference());
      }
    }
    if (node.values != null) {
      int count = 0;
      for (Value v = node.values; v != null; v = v.next) {
        count++;
      }
      out.word(count);
      for (Value v = node.values; v != null; v = v.next) {
        out.word(v.priority);
        out.text(v.text);
      }
    }
  }

  /** Bytes that grow; java.io's stream takes a lock for every byte. */
  private static final class Output {
    private byte[] bytes = new byte[1 << 16];
    private int size;

    int size() {
      return size;
    }

    void write(int value) {
      need(1);
      bytes[size++] = (byte) value;
    }

    void word(int value) {
      need(4);
      for (int shift = 24; shift >= 0; shift -= 8) {
        bytes[size++] = (byte) (value >>> shift);
      }
    }

    @SuppressWarnings("deprecation") // one byte for each char is what is wanted
    void text(String text) {
      int length = text.length();
      need(length + 1);
      text.getBytes(0, length, bytes, size);
      size += length;
      bytes[size++] = 0;
    }

    private void need(int more) {
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
      }
    }

    byte[] toByteArray() {
      return Arrays.copyOf(bytes, size);
    }

    byte[] patched(int at, int value) {
      byte[] all = toByteArray();
      for (int i = 0; i < 4; i++) {
        all[at + i] = (byte) (value >>> (24 - 8 * i));
      }
      return all;
    }
  }
}
