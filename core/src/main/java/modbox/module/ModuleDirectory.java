package modbox.module;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Attribute;
import modbox.pseudo.Caller;
import modbox.pseudo.Directory;
import modbox.pseudo.Tree;
import org.jspecify.annotations.Nullable;

/** /sys/module. Source: kernel/module/sysfs.c, kernel/params.c, drivers/base/module.c. */
final class ModuleDirectory implements Directory {
  private static final int SECTION_SIZE = 19;

  private final ModuleLoader loader;
  private final Visibility visibility;
  private final Hardware hardware;
  private final SyntheticEvent synthetic;

  /** Writes to a {@code uevent} file. */
  interface SyntheticEvent {
    void write(String devpath, String text) throws ErrnoException;
  }

  ModuleDirectory(ModuleLoader loader, Visibility visibility, Hardware hardware) {
    this.loader = loader;
    this.visibility = visibility;
    this.hardware = hardware;
    this.synthetic = this::event;
  }

  @Override
  public Iterable<String> names() {
    var names = new TreeSet<String>();
    loader.builtIns().all().forEach(names::add);
    loader.rows().newestFirst().forEach(module -> names.add(module.name()));
    return names;
  }

  @Override
  public @Nullable Tree child(String name) {
    LoadedModule module = loader.rows().get(name);
    if (module != null && module.state() != ModuleState.UNFORMED) {
      return loaded(module).node();
    }
    if (!loader.builtIns().has(name)) {
      return null;
    }
    var entries = new ArrayList<Tree.Named>();
    entries.add(uevent(name));
    entries.addAll(loader.builtIns().entries(name, loader));
    return directory(name, entries).node();
  }

  private Tree.Named loaded(LoadedModule module) {
    String name = module.name();
    var entries = new ArrayList<Tree.Named>();
    entries.add(uevent(name));
    if (!module.version().isEmpty()) {
      entries.add(Tree.value("version", module.version()));
    }
    if (!module.srcversion().isEmpty()) {
      entries.add(Tree.value("srcversion", module.srcversion()));
    }
    entries.add(Tree.attr("initstate", () -> now(name).state().initstate() + "\n"));
    entries.add(Tree.attr("coresize", () -> now(name).core() + "\n"));
    entries.add(Tree.attr("initsize", () -> now(name).init() + "\n"));
    entries.add(Tree.attr("taint", () -> Taint.letters(now(name).taint()) + "\n"));
    entries.add(Tree.attr("refcnt", () -> loader.references(now(name)) + "\n"));
    entries.add(Tree.dynamic("holders", new Holders(name)).mode(0755));
    List<Tree.Named> parameters = parameters(module);
    if (!parameters.isEmpty()) {
      entries.add(directory("parameters", parameters));
    }
    details(module, entries);
    List<String> drivers = loader.rows().drivers(name);
    if (!drivers.isEmpty()) {
      var links = new ArrayList<Tree.Named>();
      for (String driver : drivers) {
        int colon = driver.indexOf(':');
        String bus = driver.substring(0, colon);
        String target = "../../../bus/" + bus + "/drivers/" + driver.substring(colon + 1);
        links.add(Tree.link(driver, target));
      }
      entries.add(directory("drivers", links));
    }
    return directory(name, entries);
  }

  /** Sections and notes are looked up only when somebody looks: a stored object is made for it. */
  private void details(LoadedModule module, List<Tree.Named> entries) {
    entries.add(Tree.dynamic("sections", new Details(module, this::sections)).mode(0755));
    Remains remains = loader.rows().remains(module.name());
    if (remains == null || !remains.notes().isEmpty()) {
      entries.add(Tree.dynamic("notes", new Details(module, this::notes)).mode(0755));
    }
  }

  private List<Tree.Named> sections(LoadedModule module) {
    var sections = new ArrayList<Tree.Named>();
    for (Remains.Place place : loader.rows().remains(module).sections()) {
      long base = module.address() + (place.init() ? module.core() + 4096 : 0);
      sections.add(section(place.name(), base + place.offset()));
    }
    return sections;
  }

  private List<Tree.Named> notes(LoadedModule module) {
    var notes = new ArrayList<Tree.Named>();
    for (Remains.Note note : loader.rows().remains(module).notes()) {
      notes.add(Tree.binary(note.name(), 0444, note.content().length(), caller -> note.content()));
    }
    return notes;
  }

  private Tree.Named section(String name, long address) {
    var attribute =
        new Attribute() {
          @Override
          public String show(Caller caller) {
            long shown = visibility.shows(caller) ? address : 0;
            return "0x%016x\n".formatted(shown);
          }

          @Override
          public void store(Caller caller, String text) throws ErrnoException {
            throw Errno.EIO.on(name);
          }
        };
    return Tree.attr(name, 0400, attribute).size(SECTION_SIZE);
  }

  private List<Tree.Named> parameters(LoadedModule module) {
    var files = new ArrayList<Tree.Named>();
    for (Parameter parameter : module.parameters()) {
      if (parameter.declared().mode() != 0) {
        String param = parameter.declared().name();
        int mode = parameter.declared().mode() & 0777;
        files.add(Tree.attr(param, mode, new ParameterFile(loader, module.name(), param)));
      }
    }
    return files;
  }

  private Tree.Named uevent(String name) {
    Attribute attribute =
        Attribute.writeOnly(text -> synthetic.write("/module/" + name, text.strip()));
    return Tree.attr("uevent", 0200, attribute);
  }

  private void event(String devpath, String text) throws ErrnoException {
    int blank = text.indexOf(' ');
    String action = blank < 0 ? text : text.substring(0, blank);
    switch (action) {
      case "add", "remove", "change", "move", "online", "offline", "bind", "unbind" ->
          hardware.syntheticModuleEvent(action, devpath.substring("/module/".length()));
      default -> {
        loader.complain(3, "synth uevent: " + devpath + ": unknown uevent action string");
        throw Errno.EINVAL.on(text);
      }
    }
  }

  private LoadedModule now(String name) throws ErrnoException {
    LoadedModule module = loader.rows().get(name);
    if (module == null) {
      throw Errno.ENODEV.on(name);
    }
    return module;
  }

  private static Tree.Named directory(String name, List<Tree.Named> entries) {
    return Tree.dir(name, entries, Directory.EMPTY).mode(0755);
  }

  /** Links to the modules that use this one. */
  private final class Holders implements Directory {
    private final String name;

    Holders(String name) {
      this.name = name;
    }

    @Override
    public Iterable<String> names() {
      LoadedModule module = loader.rows().get(name);
      return module == null ? List.of() : new TreeSet<>(module.users().asJava());
    }

    @Override
    public @Nullable Tree child(String holder) {
      LoadedModule module = loader.rows().get(name);
      return module != null && module.users().contains(holder)
          ? Tree.link(holder, "../../" + holder).node()
          : null;
    }
  }

  /** Entries that are made when they are looked at. */
  private record Details(LoadedModule module, Function<LoadedModule, List<Tree.Named>> maker)
      implements Directory {
    @Override
    public Iterable<String> names() {
      var names = new TreeSet<String>();
      maker.apply(module).forEach(entry -> names.add(entry.name()));
      return names;
    }

    @Override
    public @Nullable Tree child(String name) {
      for (Tree.Named entry : maker.apply(module)) {
        if (entry.name().equals(name)) {
          return entry.node();
        }
      }
      return null;
    }
  }
}
