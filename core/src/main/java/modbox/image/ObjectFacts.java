package modbox.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import modbox.elf.ElfException;
import modbox.elf.Export;
import modbox.elf.Import;
import modbox.elf.ModuleObject;
import modbox.elf.ModuleParam;
import modbox.elf.Modversion;
import modbox.elf.Registration;
import modbox.elf.Symbol;

/**
 * What the loader needs to know of a module, whether it was read from an object or comes from a
 * catalogue. Sentences (authors, descriptions) are not part of it.
 *
 * @param modinfo {@code key=value} strings in the order of the section
 * @param versioned whether there is a {@code __versions} section
 * @param layoutCrc checksum that it gives for {@code module_layout}, {@link Import#NONE} if none
 * @param imports undefined symbols in the order of the symbol table
 * @param init whether there is an init function; likewise {@code exit}
 */
public record ObjectFacts(
    List<String> modinfo,
    boolean versioned,
    long layoutCrc,
    List<Import> imports,
    List<Export> exports,
    List<ModuleParam> params,
    List<Registration> registrations,
    boolean init,
    boolean exit) {
  private static final String LAYOUT = "module_layout";

  public ObjectFacts {
    modinfo = List.copyOf(modinfo);
    imports = List.copyOf(imports);
    exports = List.copyOf(exports);
    params = List.copyOf(params);
    registrations = List.copyOf(registrations);
  }

  /** Reads them from an object. */
  public static ObjectFacts of(ModuleObject module) throws ElfException {
    var info = new ArrayList<String>();
    for (String pair : module.modinfo()) {
      if (!sentence(pair)) {
        info.add(pair);
      }
    }
    Optional<List<Modversion>> versions = module.versions();
    Map<String, Long> crcs = new LinkedHashMap<>();
    for (Modversion version : versions.orElse(List.of())) {
      crcs.putIfAbsent(version.name(), version.crc());
    }
    var imports = new ArrayList<Import>();
    boolean init = false;
    boolean exit = false;
    for (Symbol symbol : module.elf().symbols()) {
      if (symbol.undefined() && !symbol.name().isEmpty()) {
        Long crc = crcs.get(symbol.name());
        imports.add(new Import(symbol.name(), symbol.weak(), crc == null ? Import.NONE : crc));
      }
      init |= !symbol.undefined() && symbol.name().equals("init_module");
      exit |= !symbol.undefined() && symbol.name().equals("cleanup_module");
    }
    return new ObjectFacts(
        info,
        versions.isPresent(),
        crcs.getOrDefault(LAYOUT, Import.NONE),
        imports,
        module.exports(),
        module.params(),
        module.registrations(),
        init,
        exit);
  }

  /** Whether a string of {@code .modinfo} is somebody's prose. */
  static boolean sentence(String pair) {
    return pair.startsWith("description=")
        || pair.startsWith("author=")
        || pair.startsWith("parm=");
  }

  /** The first value of a key. */
  public Optional<String> value(String key) {
    for (String pair : modinfo) {
      if (pair.startsWith(key) && pair.startsWith("=", key.length())) {
        return Optional.of(pair.substring(key.length() + 1));
      }
    }
    return Optional.empty();
  }

  /** All values of a key in their order. */
  public List<String> values(String key) {
    var all = new ArrayList<String>();
    for (String pair : modinfo) {
      if (pair.startsWith(key) && pair.startsWith("=", key.length())) {
        all.add(pair.substring(key.length() + 1));
      }
    }
    return all;
  }

  /** The same with another string of {@code .modinfo} in front. */
  public ObjectFacts with(String pair) {
    var info = new ArrayList<String>();
    info.add(pair);
    info.addAll(modinfo);
    return replaced(info);
  }

  /** The same built for another release. */
  public ObjectFacts released(String release) {
    var info = new ArrayList<String>(modinfo.size());
    for (String pair : modinfo) {
      info.add(pair.startsWith("vermagic=") ? vermagic(pair, release) : pair);
    }
    return replaced(info);
  }

  /** The same flags behind another release. */
  static String vermagic(String pair, String release) {
    int blank = pair.indexOf(' ');
    return "vermagic=" + release + (blank < 0 ? "" : pair.substring(blank));
  }

  private ObjectFacts replaced(List<String> info) {
    return new ObjectFacts(
        info, versioned, layoutCrc, imports, exports, params, registrations, init, exit);
  }
}
