package modbox.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modbox.elf.ModuleParam;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a kernel as facts. Its parts are read when they are first needed: the listing for
 * directories, the symbols when a module is first loaded, a few rows at a time for the rest.
 */
public final class Catalogue {
  /** Modules whose rows are packed together. */
  static final int CHUNK = 16;

  static final String LISTING = "listing";
  static final String SYMBOLS = "symbols";
  static final String SECTIONS = "sections";
  static final String MODULES = "modules";
  static final String KERNEL = "kernel";

  private final Parts parts;
  private @Nullable ModuleListing listing;
  private @Nullable SymbolTable symbols;
  private @Nullable List<String> sections;
  private byte @Nullable [] modules;
  private @Nullable Kernel kernel;
  private @Nullable Map<String, List<ModuleParam>> parameters;

  Catalogue(Parts parts) {
    this.parts = parts;
  }

  /** The catalogue that comes with modbox: a stock Debian 12 kernel's modules. */
  public static Catalogue standard() {
    return new Catalogue(Parts.resources("debian-12"));
  }

  /** A catalogue that an importer wrote into a directory of the host. */
  public static Catalogue in(java.nio.file.Path directory) {
    return new Catalogue(Parts.in(directory));
  }

  /**
   * What is known of the kernel itself.
   *
   * @param release of the package that it was taken from
   * @param banner the line that the kernel prints first, up to the build's version
   * @param version what {@code uname -v} prints
   * @param certificates built in, in DER, as byte strings
   * @param params of the code in the kernel, named {@code MODULE.PARAMETER}, without module for
   *     those of the kernel proper
   */
  public record Kernel(
      String release,
      String banner,
      String version,
      List<String> certificates,
      List<ModuleParam> params) {
    public Kernel {
      certificates = List.copyOf(certificates);
      params = List.copyOf(params);
    }
  }

  /** Paths and sizes. */
  public ModuleListing listing() {
    ModuleListing known = listing;
    if (known == null) {
      known = new ModuleListing(part(LISTING));
      listing = known;
    }
    return known;
  }

  /** What the kernel and its modules export. */
  public SymbolTable symbols() {
    SymbolTable known = symbols;
    if (known == null) {
      known = new SymbolTable(part(SYMBOLS));
      symbols = known;
    }
    return known;
  }

  /** What is known of the kernel itself. */
  public Kernel kernel() {
    Kernel known = kernel;
    if (known == null) {
      var in = new Unpack(part(KERNEL));
      String release = in.string();
      String banner = in.string();
      String version = in.string();
      var certificates = new ArrayList<String>();
      for (int i = in.number(); i > 0; i--) {
        certificates.add(in.string());
      }
      known = new Kernel(release, banner, version, certificates, Row.params(in));
      kernel = known;
    }
    return known;
  }

  /**
   * The parameters of code in the kernel that /sys/module shows, by the part that they belong to,
   * {@code kernel} if to none; in byte order.
   */
  public Map<String, List<ModuleParam>> parameters() {
    Map<String, List<ModuleParam>> known = parameters;
    if (known == null) {
      var all = new TreeMap<String, List<ModuleParam>>();
      for (ModuleParam param : kernel().params()) {
        if (param.mode() != 0) {
          int dot = param.name().indexOf('.');
          String part = dot < 0 ? "kernel" : param.name().substring(0, dot);
          all.computeIfAbsent(part, _ -> new ArrayList<>()).add(param);
        }
      }
      known = Collections.unmodifiableMap(all);
      parameters = known;
    }
    return known;
  }

  static byte[] pack(Kernel kernel) {
    Pack out = new Pack().string(kernel.release()).string(kernel.banner());
    out.string(kernel.version()).number(kernel.certificates().size());
    kernel.certificates().forEach(out::string);
    Row.pack(out, kernel.params());
    return out.done();
  }

  /** The facts of the module at a position in the tree's own order. */
  public ObjectFacts facts(int order) {
    return row(order).facts();
  }

  Row row(int order) {
    byte[] all = modules;
    if (all == null) {
      all = packed(MODULES);
      modules = all;
    }
    int chunk = order / CHUNK;
    var index = new Unpack(all, 12 * chunk);
    int at = (int) index.word();
    int length = (int) index.word();
    var in = new Unpack(Unpack.inflate(all, at, length, (int) index.word()));
    Row row = Row.unpack(in, symbols(), sections());
    for (int i = order % CHUNK; i > 0; i--) {
      row = Row.unpack(in, symbols(), sections());
    }
    return row;
  }

  /** Writes rows, in the tree's own order, as {@link #row} reads them. */
  static byte[] pack(List<Row> rows, SymbolTable symbols, List<String> sections) {
    int chunks = (rows.size() + CHUNK - 1) / CHUNK;
    var index = new Pack();
    var data = new Pack();
    for (int chunk = 0; chunk < chunks; chunk++) {
      var out = new Pack();
      for (int i = chunk * CHUNK; i < Math.min(rows.size(), (chunk + 1) * CHUNK); i++) {
        rows.get(i).pack(out, symbols, sections);
      }
      byte[] packed = Pack.deflate(out.done());
      index.word(12L * chunks + data.size()).word(packed.length).word(out.size());
      data.bytes(packed);
    }
    return index.bytes(data.done()).done();
  }

  /** An index file of the tree, such as {@code modules.dep.bin}; empty if there is none. */
  byte[] index(String name) {
    try {
      byte[] part = parts.part(name);
      return part == null ? new byte[0] : part;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> sections() {
    List<String> known = sections;
    if (known == null) {
      known = new ArrayList<>();
      var in = new Unpack(part(SECTIONS));
      for (int i = in.number(); i > 0; i--) {
        known.add(in.string());
      }
      sections = known;
    }
    return known;
  }

  private byte[] part(String name) {
    try {
      return parts.need(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] packed(String name) {
    try {
      byte[] packed = parts.packed(name);
      if (packed == null) {
        throw new IllegalStateException("no part " + name + " in the catalogue");
      }
      return packed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
