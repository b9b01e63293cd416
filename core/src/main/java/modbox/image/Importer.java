package modbox.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import modbox.elf.Compression;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.ModuleObject;
import modbox.elf.Section;
import modbox.elf.Source;
import org.jspecify.annotations.Nullable;

/**
 * Reads a kernel's modules, from a Debian linux-image package or from a directory that holds {@code
 * lib/modules}, and writes a catalogue: facts only, no sentence of any module is kept.
 */
public final class Importer {
  /**
   * A module as it was found.
   *
   * @param core memory that it takes, in bytes; {@code init} that until its init has returned
   */
  record Found(String path, ObjectFacts facts, List<SectionFact> sections, long core, long init) {}

  private final Consumer<String> progress;
  private final List<Found> modules = new ArrayList<>();
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private @Nullable String release;
  private @Nullable KernelImage kernel;

  /** {@code progress} is told now and then, in a few words, what is being done. */
  public Importer(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Writes the catalogue of a package or directory.
   *
   * @param target directory of the host; made if needed
   * @param newRelease the release that the catalogue's modules say they are for
   * @return a line about what was found
   */
  public String run(Path from, Path target, String newRelease) throws IOException {
    try {
      if (Files.isDirectory(from)) {
        readDirectory(from);
      } else if (DebPackage.is(from)) {
        DebPackage.visit(from, this::file);
      } else {
        throw new IOException(from + ": neither a Debian package nor a directory");
      }
      if (modules.isEmpty()) {
        throw new IOException(from + ": no kernel modules in it");
      }
      progress.accept("writing the catalogue of " + modules.size() + " modules");
      var writer = new CatalogueWriter(modules, files, release == null ? "" : release, newRelease);
      return writer.write(target, kernel);
    } catch (ElfException e) {
      throw new IOException(from + ": " + e.getMessage(), e);
    }
  }

  private void readDirectory(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) tree.filter(Files::isRegularFile).sorted()::iterator) {
        try (InputStream in = Files.newInputStream(path)) {
          file(directory.relativize(path).toString(), Files.size(path), in);
        }
      }
    }
  }

  /** Takes a file if it is a module, an index or a kernel. */
  private void file(String path, long size, InputStream in) throws IOException {
    int at = path.indexOf("lib/modules/");
    if (path.startsWith("boot/vmlinuz")) {
      progress.accept("unpacking the kernel");
      kernel = parseKernel(in.readAllBytes());
      return;
    }
    if (at != 0 && !path.startsWith("usr/lib/modules/")) {
      return;
    }
    String rest = path.substring(at + "lib/modules/".length());
    int slash = rest.indexOf('/');
    if (slash < 0) {
      return;
    }
    release = rest.substring(0, slash);
    String below = rest.substring(slash + 1);
    if (below.startsWith("modules.")) {
      files.put(below, in.readAllBytes());
    } else if (modbox.image.index.Names.isModuleFile(below)) {
      modules.add(module(below, in.readAllBytes()));
      if (modules.size() % 1000 == 0) {
        progress.accept(modules.size() + " modules read");
      }
    }
  }

  private static KernelImage parseKernel(byte[] bytes) throws IOException {
    try {
      return KernelImage.of(bytes);
    } catch (ElfException e) {
      throw new IOException("vmlinuz: " + e.getMessage(), e);
    }
  }

  private static Found module(String path, byte[] bytes) throws IOException {
    try {
      Elf elf = Elf.parse(Compression.unpacked(Source.of(bytes)));
      var sections = new ArrayList<SectionFact>();
      for (Section section : elf.sections()) {
        if (section.allocated() && !ObjectMaker.makes(section.name())) {
          sections.add(SectionFact.of(section));
        }
      }
      MemoryLayout memory = MemoryLayout.of(elf);
      ObjectFacts facts = ObjectFacts.of(ModuleObject.of(elf));
      return new Found(path, facts, sections, memory.core(), memory.init());
    } catch (ElfException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  static List<String> lines(byte @Nullable [] text) {
    return text == null
        ? List.of()
        : new String(text, StandardCharsets.ISO_8859_1).lines().toList();
  }
}
