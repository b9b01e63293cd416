package modbox.image.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;

/**
 * A binary index being read: only the nodes on the way to the answer are touched. A damaged file
 * gives no answer where it is damaged, never a failure or a loop.
 */
public final class IndexFile {
  private static final int LONGEST_KEY = 4096;

  /** A value with its priority; the lower one counts first. */
  public record Value(String text, int priority) {}

  /** Takes what a walk over all keys finds. */
  @FunctionalInterface
  public interface Visitor {
    void visit(String key, String value) throws ErrnoException;
  }

  /** A node's fields; {@code first} is 0 if it has no children. */
  private record Node(String prefix, int first, int last, int children, int values) {}

  private final ByteSource bytes;
  private final int root;

  /** Nodes that the present operation may still visit: a sound file has fewer than it has bytes. */
  private int budget;

  private IndexFile(ByteSource bytes, int root) {
    this.bytes = bytes;
    this.root = root;
  }

  /** The index in these bytes; empty if they do not begin as one of a version that we read. */
  public static Optional<IndexFile> open(ByteSource bytes) throws ErrnoException {
    if (bytes.length() < 12
        || word(bytes, 0) != Trie.MAGIC
        || word(bytes, 4) >>> 16 != Trie.VERSION >>> 16) {
      return Optional.empty();
    }
    return Optional.of(new IndexFile(bytes, word(bytes, 8)));
  }

  /** The first value of exactly this key. */
  public Optional<String> search(String key) throws ErrnoException {
    budget = bytes.length();
    Optional<Node> node = node(root);
    int at = 0;
    while (node.isPresent()) {
      Node here = node.get();
      if (!key.startsWith(here.prefix, at)) {
        return Optional.empty();
      }
      at += here.prefix.length();
      if (at == key.length()) {
        List<Value> values = values(here);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst().text());
      }
      node = child(here, key.charAt(at++));
    }
    return Optional.empty();
  }

  /** The values of all keys that match as patterns, by priority; of equals the last found first. */
  public List<Value> searchPatterns(String text) throws ErrnoException {
    budget = bytes.length();
    var found = new ArrayList<Value>();
    new Search(text, found).run();
    return found;
  }

  /** Visits all keys that begin so, in byte order, with {@code prefix} in front of each. */
  public void dump(String prefix, Visitor visitor) throws ErrnoException {
    budget = bytes.length();
    Optional<Node> top = node(root);
    if (top.isPresent()) {
      dump(top.get(), new StringBuilder(prefix), visitor);
    }
  }

  private void dump(Node node, StringBuilder key, Visitor visitor) throws ErrnoException {
    int length = key.length();
    key.append(node.prefix);
    for (Value value : values(node)) {
      visitor.visit(key.toString(), value.text());
    }
    for (int c = node.first; c <= node.last && key.length() < LONGEST_KEY; c++) {
      Optional<Node> child = child(node, (char) c);
      if (child.isPresent()) {
        key.append((char) c);
        dump(child.get(), key, visitor);
        key.setLength(key.length() - 1);
      }
    }
    key.setLength(length);
  }

  /** One search for the patterns that match a text. */
  private final class Search {
    private final String text;
    private final List<Value> found;
    private final StringBuilder pattern = new StringBuilder();

    Search(String text, List<Value> found) {
      this.text = text;
      this.found = found;
    }

    void run() throws ErrnoException {
      Optional<Node> node = node(root);
      int at = 0;
      while (node.isPresent()) {
        Node here = node.get();
        for (int i = 0; i < here.prefix.length(); i++) {
          char c = here.prefix.charAt(i);
          if (isWild(c)) {
            below(here, i, at + i, Reach.start(text, at + i));
            return;
          }
          if (at + i >= text.length() || c != text.charAt(at + i)) {
            return;
          }
        }
        at += here.prefix.length();
        wildChildren(here, at);
        if (at == text.length()) {
          take(here);
          return;
        }
        node = child(here, text.charAt(at++));
      }
    }

    private void wildChildren(Node node, int at) throws ErrnoException {
      for (char wild : new char[] {'*', '?', '['}) {
        Optional<Node> child = child(node, wild);
        if (child.isPresent()) {
          pattern.append(wild);
          below(child.get(), 0, at, Reach.start(text, at).after(wild));
          pattern.setLength(pattern.length() - 1);
        }
      }
    }

    /**
     * All keys below a node, from a position in its prefix on, against the rest of the text.
     *
     * @param before how far the pattern up to that position can match
     */
    private void below(Node node, int from, int at, Reach before) throws ErrnoException {
      Reach reach = before;
      for (int i = from; i < node.prefix.length(); i++) {
        reach = reach.after(node.prefix.charAt(i));
      }
      if (reach.isNone()) {
        return;
      }
      int length = pattern.length();
      pattern.append(node.prefix, from, node.prefix.length());
      for (int c = node.first; c <= node.last && pattern.length() < LONGEST_KEY; c++) {
        Reach next = reach.after((char) c);
        if (next.isNone()) {
          continue;
        }
        Optional<Node> child = child(node, (char) c);
        if (child.isPresent()) {
          pattern.append((char) c);
          below(child.get(), 0, at, next);
          pattern.setLength(pattern.length() - 1);
        }
      }
      if (node.values != 0 && Glob.matches(pattern.toString(), text.substring(at))) {
        take(node);
      }
      pattern.setLength(length);
    }

    private void take(Node node) throws ErrnoException {
      for (Value value : values(node)) {
        int i = 0;
        while (i < found.size()
            && Integer.compareUnsigned(found.get(i).priority(), value.priority()) < 0) {
          i++;
        }
        found.add(i, value);
      }
    }

    private static boolean isWild(char c) {
      return c == '*' || c == '?' || c == '[';
    }
  }

  private Optional<Node> node(int reference) throws ErrnoException {
    int at = reference & Trie.PLACE;
    if (at == 0 || at >= bytes.length() || --budget < 0) {
      return at == bytes.length() && (reference & ~Trie.PLACE) == 0
          ? Optional.of(new Node("", 1, 0, 0, 0))
          : Optional.empty();
    }
    String prefix = "";
    if ((reference & Trie.PREFIX) != 0) {
      prefix = text(at);
      at += prefix.length() + 1;
    }
    int first = 1;
    int last = 0;
    int children = 0;
    if ((reference & Trie.CHILDREN) != 0) {
      first = bytes.at(at);
      last = bytes.at(at + 1);
      if (first < 0 || last > 127 || last < first) {
        return Optional.empty();
      }
      children = at + 2;
      at = children + 4 * (last - first + 1);
    }
    int values = (reference & Trie.VALUES) != 0 ? at : 0;
    return Optional.of(new Node(prefix, first, last, children, values));
  }

  private Optional<Node> child(Node node, char c) throws ErrnoException {
    if (c < node.first || c > node.last) {
      return Optional.empty();
    }
    int reference = word(bytes, node.children + 4 * (c - node.first));
    return reference == 0 ? Optional.empty() : node(reference);
  }

  private List<Value> values(Node node) throws ErrnoException {
    if (node.values == 0) {
      return List.of();
    }
    int count = word(bytes, node.values);
    int at = node.values + 4;
    var all = new ArrayList<Value>();
    for (int i = 0; i < count && at + 4 < bytes.length(); i++) {
      int priority = word(bytes, at);
      String text = text(at + 4);
      at += 5 + text.length();
      all.add(new Value(text, priority));
    }
    return all;
  }

  private String text(int at) throws ErrnoException {
    var text = new StringBuilder();
    for (int i = at, c = bytes.at(i); c > 0; c = bytes.at(++i)) {
      text.append((char) c);
    }
    return text.toString();
  }

  private static int word(ByteSource bytes, int at) throws ErrnoException {
    return (bytes.at(at) & 0xff) << 24
        | (bytes.at(at + 1) & 0xff) << 16
        | (bytes.at(at + 2) & 0xff) << 8
        | (bytes.at(at + 3) & 0xff);
  }
}
