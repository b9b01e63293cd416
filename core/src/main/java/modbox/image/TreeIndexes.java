package modbox.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.elf.Export;
import modbox.elf.Import;
import modbox.image.index.DependencyGraph;
import modbox.image.index.IndexWriter;
import modbox.image.index.ModuleFacts;
import modbox.image.index.Names;
import modbox.image.index.SymbolOwners;
import modbox.image.index.Trie;
import org.jspecify.annotations.Nullable;

/** The index files of a catalogue's tree, as depmod would write them. */
final class TreeIndexes {
  /** Those that depmod writes, in byte order. */
  static final List<String> NAMES =
      List.of(
          "modules.alias",
          "modules.alias.bin",
          "modules.builtin.alias.bin",
          "modules.builtin.bin",
          "modules.dep",
          "modules.dep.bin",
          "modules.devname",
          "modules.softdep",
          "modules.symbols",
          "modules.symbols.bin");

  private static final IndexWriter.Complaints SILENT =
      new IndexWriter.Complaints() {
        @Override
        public void complain(IndexWriter.Level level, String text) {}

        @Override
        public void duplicate(String what, String text) {}
      };

  private final Catalogue catalogue;
  private final List<String> paths;
  private @Nullable IndexWriter writer;

  /** {@code paths} in the tree's own order. */
  TreeIndexes(Catalogue catalogue, List<String> paths) {
    this.catalogue = catalogue;
    this.paths = paths;
  }

  /** Whether a catalogue holds the file; the others are made when somebody reads them. */
  static boolean kept(String name) {
    return !name.startsWith("modules.symbols") && !name.equals("modules.alias");
  }

  /** The content of an index. */
  byte[] make(String name) {
    IndexWriter out = writer();
    return switch (name) {
      case "modules.alias" -> text(out.aliases());
      case "modules.alias.bin" -> out.aliasIndex();
      case "modules.builtin.alias.bin" -> out.builtinAliasIndex(builtins());
      case "modules.builtin.bin" -> out.builtinIndex(lines("modules.builtin"));
      case "modules.dep" -> text(out.dependencies());
      case "modules.dep.bin" -> out.dependencyIndex();
      case "modules.devname" -> text(out.devnames());
      case "modules.softdep" -> text(out.softdeps());
      case "modules.symbols" -> text(out.symbols());
      case "modules.symbols.bin" -> out.symbolIndex();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private IndexWriter writer() {
    IndexWriter known = writer;
    if (known == null) {
      var all = new ArrayList<ModuleFacts>();
      for (int i = 0; i < paths.size(); i++) {
        all.add(facts(CatalogueWriter.plain(paths.get(i)), catalogue.facts(i)));
      }
      var owners = new SymbolOwners(all);
      DependencyGraph graph = DependencyGraph.of(all, owners, (user, used, symbol) -> {});
      known = new IndexWriter(all, owners, graph, Trie.Layout.CHILDREN_FIRST, SILENT);
      writer = known;
    }
    return known;
  }

  private static ModuleFacts facts(String path, ObjectFacts facts) {
    return new ModuleFacts(
        path,
        Names.ofPath(path),
        facts.values("alias"),
        facts.values("softdep"),
        facts.values("weakdep"),
        facts.exports().stream().map(Export::name).toList(),
        facts.imports().stream().map(Import::name).toList());
  }

  /** Built-in modules with their aliases, in the order of {@code modules.builtin.modinfo}. */
  private List<ModuleFacts> builtins() {
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    for (String line : string("modules.builtin.modinfo").split("\0")) {
      int dot = line.indexOf('.');
      if (dot > 0 && line.startsWith("alias=", dot + 1)) {
        aliases
            .computeIfAbsent(line.substring(0, dot), name -> new ArrayList<>())
            .add(line.substring(dot + 7));
      }
    }
    var all = new ArrayList<ModuleFacts>();
    aliases.forEach(
        (name, values) ->
            all.add(new ModuleFacts("", name, values, List.of(), List.of(), List.of(), List.of())));
    return all;
  }

  private List<String> lines(String name) {
    return string(name).lines().toList();
  }

  private String string(String name) {
    return new String(catalogue.index(name), StandardCharsets.ISO_8859_1);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
