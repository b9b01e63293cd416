package modbox.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import modbox.elf.ElfException;
import modbox.elf.Export;
import modbox.elf.Import;
import modbox.image.index.IndexWriter;
import modbox.image.index.Names;
import org.jspecify.annotations.Nullable;

/** Writes the parts of a catalogue from what an importer found. */
final class CatalogueWriter {
  private final List<Importer.Found> modules;
  private final SortedMap<String, byte[]> files;
  private final String release;
  private final String newRelease;

  /** {@code files} are those of the tree that are not modules. */
  CatalogueWriter(
      List<Importer.Found> found,
      SortedMap<String, byte[]> files,
      String release,
      String newRelease) {
    this.files = files;
    this.release = release;
    this.newRelease = newRelease;
    this.modules = ordered(found, Importer.lines(files.get("modules.order")));
  }

  private static List<Importer.Found> ordered(List<Importer.Found> found, List<String> order) {
    Map<String, Importer.Found> byName = new TreeMap<>();
    found.forEach(module -> byName.put(Names.ofPath(module.path()), module));
    List<String> names = order.stream().map(Names::ofPath).toList();
    var all = new ArrayList<Importer.Found>();
    for (String name : IndexWriter.indexOrder(byName.keySet(), names)) {
      Importer.Found module = byName.get(name);
      if (module != null) {
        all.add(module);
      }
    }
    return all;
  }

  /** Writes all parts; gives a line about them. */
  String write(Path target, @Nullable KernelImage kernel) throws IOException, ElfException {
    Files.createDirectories(target);
    List<KernelSymbol> all = symbols(kernel);
    byte[] packedSymbols = SymbolTable.pack(all);
    var symbols = new SymbolTable(packedSymbols);
    List<String> names = sectionNames();
    var rows = new ArrayList<Row>();
    for (Importer.Found module : modules) {
      rows.add(new Row(module.facts(), module.sections()));
    }
    byte[] chunks = Catalogue.pack(rows, symbols, names);
    put(target, Catalogue.SYMBOLS, packedSymbols);
    Pack sections = new Pack().number(names.size());
    names.forEach(sections::string);
    put(target, Catalogue.SECTIONS, sections.done());
    Files.write(target.resolve(Catalogue.MODULES), chunks);
    put(target, Catalogue.KERNEL, Catalogue.pack(kernel(kernel)));
    SortedMap<String, Integer> indexes = indexes(target, new Catalogue(Parts.in(target)));
    put(target, Catalogue.LISTING, listing(new Catalogue(Parts.in(target)), indexes));
    long own = all.stream().filter(s -> s.owner() == KernelSymbol.KERNEL).count();
    return modules.size()
        + " modules of "
        + release
        + ", "
        + own
        + " symbols of the kernel, "
        + (all.size() - own)
        + " of modules";
  }

  private static void put(Path target, String name, byte[] content) throws IOException {
    Files.write(target.resolve(name), Parts.pack(content));
  }

  private List<KernelSymbol> symbols(@Nullable KernelImage kernel) throws ElfException {
    Map<String, KernelSymbol> all = new TreeMap<>();
    if (kernel != null) {
      kernel.exports().forEach(s -> all.put(s.name(), s));
    }
    for (int i = 0; i < modules.size(); i++) {
      for (Export e : modules.get(i).facts().exports()) {
        all.put(e.name(), new KernelSymbol(e.name(), i, e.gpl(), e.namespace(), e.crc()));
      }
    }
    for (Importer.Found module : modules) {
      long layout = module.facts().layoutCrc();
      if (layout != Import.NONE) {
        all.putIfAbsent("module_layout", seen("module_layout", layout));
      }
      for (Import wanted : module.facts().imports()) {
        all.putIfAbsent(wanted.name(), seen(wanted.name(), wanted.crc()));
      }
    }
    return List.copyOf(all.values());
  }

  /** A symbol that is only known from an import: the kernel's own, if it has a checksum. */
  private static KernelSymbol seen(String name, long crc) {
    return crc == Import.NONE
        ? new KernelSymbol(name, KernelSymbol.NOBODY, false, "", 0)
        : new KernelSymbol(name, KernelSymbol.KERNEL, false, "", crc);
  }

  private List<String> sectionNames() {
    Map<String, Integer> uses = new HashMap<>();
    for (Importer.Found module : modules) {
      module.sections().forEach(s -> uses.merge(s.name(), 1, Integer::sum));
    }
    List<String> names = new ArrayList<>(new TreeSet<>(uses.keySet()));
    names.sort((a, b) -> uses.getOrDefault(b, 0) - uses.getOrDefault(a, 0));
    return names;
  }

  private Catalogue.Kernel kernel(@Nullable KernelImage image) throws ElfException, IOException {
    if (image == null) {
      return new Catalogue.Kernel(release, "", "", List.of(), List.of());
    }
    String banner = image.banner();
    int hash = banner.indexOf(" #");
    String version = hash < 0 ? "" : banner.substring(hash + 1);
    return new Catalogue.Kernel(release, banner, version, image.certificates(), image.params());
  }

  private SortedMap<String, Integer> indexes(Path target, Catalogue catalogue) throws IOException {
    var sizes = new TreeMap<String, Integer>();
    var made = new TreeIndexes(catalogue, modules.stream().map(Importer.Found::path).toList());
    for (String name : List.of("modules.order", "modules.builtin", "modules.builtin.modinfo")) {
      byte[] content = files.get(name);
      if (content != null) {
        byte[] facts = name.endsWith("modinfo") ? withoutSentences(content) : content;
        put(target, name, facts);
        sizes.put(name, facts.length);
      }
    }
    for (String name : TreeIndexes.NAMES) {
      byte[] content = made.make(name);
      sizes.put(name, content.length);
      if (TreeIndexes.kept(name)) {
        put(target, name, content);
      }
    }
    return sizes;
  }

  private static byte[] withoutSentences(byte[] builtin) {
    var out = new StringBuilder();
    for (String line : new String(builtin, StandardCharsets.ISO_8859_1).split("\0")) {
      int dot = line.indexOf('.');
      if (dot > 0 && !ObjectFacts.sentence(line.substring(dot + 1))) {
        out.append(line).append('\0');
      }
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] listing(Catalogue catalogue, SortedMap<String, Integer> indexes)
      throws ElfException, IOException {
    Map<String, ModuleListing.Line> lines = new TreeMap<>();
    Signer signer = Signer.standard();
    Map<String, String> descriptions = new LinkedHashMap<>(Descriptions.read());
    for (int i = 0; i < modules.size(); i++) {
      String path = plain(modules.get(i).path());
      String sentence = descriptions.getOrDefault(Names.ofPath(path), "");
      byte[] object = ObjectMaker.make(catalogue.row(i), newRelease, sentence);
      int size = object.length + signer.overhead();
      Importer.Found found = modules.get(i);
      lines.put(path, new ModuleListing.Line(path, i, size, found.core(), found.init()));
    }
    return ModuleListing.pack(newRelease, List.copyOf(lines.values()), indexes);
  }

  /** Generated objects are not compressed. */
  static String plain(String path) {
    return path.substring(0, path.indexOf(".ko", path.lastIndexOf('/')) + 3);
  }
}
