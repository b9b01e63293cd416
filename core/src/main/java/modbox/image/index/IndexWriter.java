package modbox.image.index;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The content of every index file of a tree, from the facts of its modules in index order. */
public final class IndexWriter {
  /** Hears of what is odd: {@code level} is {@code ERROR} or {@code WARNING}. */
  public interface Complaints {
    void complain(Level level, String text);

    /** A duplicate key and value in a binary index. */
    void duplicate(String what, String text);
  }

  /** How bad a complaint is. */
  public enum Level {
    /** The index cannot be written: the text names the character. */
    FATAL,
    ERROR,
    WARNING
  }

  private final List<ModuleFacts> modules;
  private final SymbolOwners owners;
  private final DependencyGraph graph;
  private final Trie.Layout layout;
  private final Complaints complaints;

  public IndexWriter(
      List<ModuleFacts> modules,
      SymbolOwners owners,
      DependencyGraph graph,
      Trie.Layout layout,
      Complaints complaints) {
    this.modules = List.copyOf(modules);
    this.owners = owners;
    this.graph = graph;
    this.layout = layout;
    this.complaints = complaints;
  }

  /** modules.dep. */
  public String dependencies() {
    var text = new StringBuilder();
    for (int i = 0; i < modules.size(); i++) {
      text.append(dependencyLine(i)).append('\n');
    }
    return text.toString();
  }

  /** modules.dep.bin: the whole line by module name. */
  public byte[] dependencyIndex() {
    var trie = new Trie();
    for (int i = 0; i < modules.size(); i++) {
      insert(trie, modules.get(i).name(), dependencyLine(i), i, "module deps", false);
    }
    return trie.bytes(layout);
  }

  private String dependencyLine(int module) {
    var line = new StringBuilder(modules.get(module).path()).append(':');
    for (int used : graph.closure(module)) {
      line.append(' ').append(modules.get(used).path());
    }
    return line.toString();
  }

  /** modules.alias: patterns as the objects have them. */
  public String aliases() {
    var text = new StringBuilder("# Aliases extracted from modules themselves.\n");
    for (ModuleFacts module : modules) {
      for (String alias : module.aliases()) {
        text.append("alias ").append(alias).append(' ').append(module.name()).append('\n');
      }
    }
    return text.toString();
  }

  /** modules.alias.bin: folded patterns. */
  public byte[] aliasIndex() {
    var trie = new Trie();
    for (int i = 0; i < modules.size(); i++) {
      for (String alias : modules.get(i).aliases()) {
        insertAlias(trie, alias, modules.get(i).name(), i, "module alias");
      }
    }
    return trie.bytes(layout);
  }

  /** modules.softdep. */
  public String softdeps() {
    var text = new StringBuilder("# Soft dependencies extracted from modules themselves.\n");
    for (ModuleFacts module : modules) {
      for (String value : module.softdeps()) {
        text.append("softdep ").append(module.name()).append(' ').append(value).append('\n');
      }
    }
    return text.toString();
  }

  /** modules.weakdep, from kmod 33 on. */
  public String weakdeps() {
    var text = new StringBuilder("# Weak dependencies extracted from modules themselves.\n");
    for (ModuleFacts module : modules) {
      for (String value : module.weakdeps()) {
        text.append("weakdep ").append(module.name()).append(' ').append(value).append('\n');
      }
    }
    return text.toString();
  }

  /** modules.symbols, in the order of kmod's table. */
  public String symbols() {
    var text = new StringBuilder("# Aliases for symbols, used by symbol_request().\n");
    for (String symbol : owners.inTableOrder()) {
      text.append("alias symbol:").append(symbol).append(' ').append(ownerName(symbol));
      text.append('\n');
    }
    return text.toString();
  }

  /** modules.symbols.bin. */
  public byte[] symbolIndex() {
    var trie = new Trie();
    for (String symbol : owners.inTableOrder()) {
      int owner = owners.owner(symbol).orElseThrow();
      insert(trie, "symbol:" + symbol, modules.get(owner).name(), owner, "module syms", true);
    }
    return trie.bytes(layout);
  }

  private String ownerName(String symbol) {
    return modules.get(owners.owner(symbol).orElseThrow()).name();
  }

  /** modules.builtin.bin from the lines of modules.builtin. */
  public byte[] builtinIndex(List<String> lines) {
    var trie = new Trie();
    for (String line : lines) {
      char first = line.isEmpty() ? '\n' : line.charAt(0);
      if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')) {
        insert(trie, Names.ofPath(line), "", 0, "", false);
      } else {
        complaints.complain(Level.ERROR, "Invalid modules.builtin line: " + line);
      }
    }
    return trie.bytes(layout);
  }

  /** modules.builtin.alias.bin; empty without any alias. */
  public byte[] builtinAliasIndex(List<ModuleFacts> builtins) {
    var trie = new Trie();
    boolean any = false;
    for (ModuleFacts module : builtins) {
      for (String alias : module.aliases()) {
        any |= insertAlias(trie, alias, module.name(), 0, "builtin alias");
      }
    }
    return any ? trie.bytes(layout) : new byte[0];
  }

  /** modules.devname: nodes whose opening loads the module. */
  public String devnames() {
    var text = new StringBuilder();
    for (ModuleFacts module : modules) {
      deviceNode(module)
          .ifPresent(
              row -> {
                if (text.isEmpty()) {
                  text.append("# Device nodes to trigger on-demand module loading.\n");
                }
                text.append(row).append('\n');
              });
    }
    return text.toString();
  }

  private Optional<String> deviceNode(ModuleFacts module) {
    String node = null;
    String number = null;
    for (String alias : module.aliases()) {
      if (alias.startsWith("devname:")) {
        node = alias.substring("devname:".length());
      } else if (alias.startsWith("char-major-")) {
        number = numbers(alias, "char-major-", 'c').orElse(number);
      } else if (alias.startsWith("block-major-")) {
        number = numbers(alias, "block-major-", 'b').orElse(number);
      }
      if (node != null && number != null) {
        return Optional.of(module.name() + " " + node + " " + number);
      }
    }
    if (node != null) {
      complaints.complain(
          Level.ERROR,
          "Module '%s' has devname (%s) but lacks major and minor information. Ignoring."
              .formatted(module.name(), node));
    }
    return Optional.empty();
  }

  private static Optional<String> numbers(String alias, String prefix, char type) {
    int dash = alias.indexOf('-', prefix.length());
    if (dash < 0) {
      return Optional.empty();
    }
    String major = digits(alias, prefix.length());
    String minor = digits(alias, dash + 1);
    return major.length() != dash - prefix.length() || major.isEmpty() || minor.isEmpty()
        ? Optional.empty()
        : Optional.of(type + Long.toString(Long.parseLong(major)) + ":" + Long.parseLong(minor));
  }

  private static String digits(String text, int from) {
    int end = from;
    while (end < text.length() && end - from < 9 && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(from, end);
  }

  private boolean insertAlias(Trie trie, String alias, String module, int priority, String what) {
    Optional<String> key = Names.normalise(alias);
    if (key.isEmpty()) {
      complaints.complain(Level.WARNING, "Unmatched bracket in " + alias);
      return false;
    }
    insert(trie, key.get(), module, priority, what, true);
    return true;
  }

  private void insert(
      Trie trie, String key, String value, int priority, String what, boolean showKey) {
    for (String text : List.of(key, value)) {
      if (!Trie.fits(text)) {
        complaints.complain(Level.FATAL, badCharacter(text));
        return;
      }
    }
    if (trie.insert(key, value, priority) && !what.isEmpty()) {
      complaints.duplicate(what, showKey ? key + " " + value : value);
    }
  }

  private static String badCharacter(String text) {
    char bad = (char) text.chars().filter(c -> c >= 128).findFirst().orElse(0);
    return "Module index: bad character '%c'=0x%x - only 7-bit ASCII is supported:\n%s"
        .formatted(bad, (int) bad, text);
  }

  /**
   * Module places in index order: first those that modules.order names, in its order, then the
   * others in the order of kmod's table.
   *
   * @param names the modules' names, each once
   * @param order the names again for each line of modules.order that is a module of the tree
   */
  public static List<String> indexOrder(Set<String> names, List<String> order) {
    var listed = new HashSet<String>();
    var all = new ArrayList<String>();
    for (String name : order.reversed()) {
      if (names.contains(name) && listed.add(name)) {
        all.addFirst(name);
      }
    }
    for (String name : HashOrder.sort(names, HashOrder.MODULES)) {
      if (!listed.contains(name)) {
        all.add(name);
      }
    }
    return all;
  }
}
