package modbox.kmod;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.image.index.DependencyGraph;
import modbox.image.index.IndexWriter;
import modbox.image.index.ModuleFacts;
import modbox.image.index.SymbolOwners;

/** The index files of a computed tree, in the order in which depmod writes them. */
public final class DepmodOutput {
  /** Takes a file's content. */
  @FunctionalInterface
  public interface Target {
    void file(String name, byte[] content) throws ErrnoException;
  }

  @FunctionalInterface
  private interface Content {
    byte[] bytes() throws ErrnoException;
  }

  private record IndexContent(String name, boolean text, Content content) {}

  private final KmodFiles files;
  private final Log log;
  private final Depmod.Options options;
  private final IndexWriter writer;

  DepmodOutput(
      KmodFiles files,
      Log log,
      Depmod.Options options,
      List<ModuleFacts> modules,
      SymbolOwners owners,
      DependencyGraph graph) {
    this.files = files;
    this.log = log;
    this.options = options;
    this.writer =
        new IndexWriter(
            modules,
            owners,
            graph,
            options.flavour().layout(),
            Depmod.complaints(log, options.warnDuplicates()));
  }

  /** All files. */
  public void writeAll(Target target) throws ErrnoException {
    for (IndexContent index : indexes()) {
      target.file(index.name(), index.content().bytes());
    }
  }

  /** The text files only, for {@code -n}. */
  public void writeTexts(Target target) throws ErrnoException {
    for (IndexContent index : indexes()) {
      if (index.text()) {
        target.file(index.name(), index.content().bytes());
      }
    }
  }

  private List<IndexContent> indexes() {
    var all = new ArrayList<IndexContent>();
    all.add(new IndexContent("modules.dep", true, () -> bytes(writer.dependencies())));
    all.add(new IndexContent("modules.dep.bin", false, writer::dependencyIndex));
    all.add(new IndexContent("modules.alias", true, () -> bytes(writer.aliases())));
    all.add(new IndexContent("modules.alias.bin", false, writer::aliasIndex));
    all.add(new IndexContent("modules.softdep", true, () -> bytes(writer.softdeps())));
    if (options.flavour().knowsWeakdeps()) {
      all.add(new IndexContent("modules.weakdep", true, () -> bytes(writer.weakdeps())));
    }
    all.add(new IndexContent("modules.symbols", true, () -> bytes(writer.symbols())));
    all.add(new IndexContent("modules.symbols.bin", false, writer::symbolIndex));
    all.add(new IndexContent("modules.builtin.bin", false, this::builtinIndex));
    all.add(new IndexContent("modules.builtin.alias.bin", false, this::builtinAliasIndex));
    all.add(new IndexContent("modules.devname", true, () -> bytes(writer.devnames())));
    return all;
  }

  private byte[] builtinIndex() throws ErrnoException {
    Optional<String> text = input("modules.builtin");
    if (text.isEmpty()) {
      return new byte[0];
    }
    List<String> lines = List.of(text.get().split("\n", -1));
    return writer.builtinIndex(
        lines.getLast().isEmpty() ? lines.subList(0, lines.size() - 1) : lines);
  }

  private byte[] builtinAliasIndex() throws ErrnoException {
    if (input("modules.builtin.modinfo").isEmpty()) {
      return new byte[0];
    }
    return writer.builtinAliasIndex(BuiltinInfo.read(files, options.directory()).facts());
  }

  private Optional<String> input(String name) throws ErrnoException {
    try {
      return Optional.of(files.text(options.directory() + "/" + name));
    } catch (ErrnoException e) {
      log.warning(
          "could not open " + name + " at " + options.directory() + ": " + e.errno().text());
      return Optional.empty();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
