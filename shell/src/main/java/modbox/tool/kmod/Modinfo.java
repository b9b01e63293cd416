package modbox.tool.kmod;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.kmod.Flavour;
import modbox.kmod.Log;
import modbox.kmod.Module;
import modbox.kmod.Modules;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** modinfo(8). */
public final class Modinfo implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "modinfo",
              "[options] MODULE|FILE...",
              "show what a module says of itself",
              flag('a', "author", "print the author only"),
              flag('d', "description", "print the description only"),
              flag('l', "license", "print the licence only"),
              flag('p', "parameters", "print the parameters only"),
              flag('n', "filename", "print the file name only"),
              flag('0', "null", "end lines with a zero byte"),
              flag('m', "modname", "arguments are names, not aliases or files"),
              value('F', "field", "FIELD", "print one field only"),
              value('k', "set-version", "RELEASE", "instead of the running kernel's"),
              value('b', "basedir", "DIR", "root of lib/modules"),
              flag('\0', "json", "print JSON"),
              flag('V', "version", "print the version"),
              flag('h', "help", "print this"))
          .inSbin()
          .parsing(ToolSpec.Parsing.RAW);

  private final Flavour flavour;

  public Modinfo(Flavour flavour) {
    this.flavour = flavour;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    return Session.run(proc, flavour, SPEC, args.raw(), Log.Level.WARNING, this::showAll);
  }

  private ExitStatus showAll(Session session, Args args) throws ErrnoException {
    if (args.operands().isEmpty()) {
      session.log().error("missing module or filename.");
      return ExitStatus.FAILURE;
    }
    Modules modules = session.modules(args.value("basedir"), args.value("set-version"));
    var printer = new ModuleInfo(session, modules, field(args), args.has("null"));
    var objects = new ArrayList<String>();
    boolean ok = true;
    for (String argument : args.operands()) {
      List<Module> found = find(session, modules, args, argument);
      ok &= !found.isEmpty();
      for (Module module : found) {
        ok &= args.has("json") ? printer.collect(module, objects) : printer.print(module);
      }
      modules.forget();
    }
    if (args.has("json")) {
      session.out().print(JsonText.array(objects));
    }
    return ok ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  /** The field that is asked for: the last option that names one counts. */
  private static Optional<String> field(Args args) {
    Optional<String> field = Optional.empty();
    for (Args.Given option : args.given()) {
      field =
          switch (option.key()) {
            case "author", "description", "license", "filename" -> Optional.of(option.key());
            case "parameters" -> Optional.of("parm");
            case "field" -> option.value();
            default -> field;
          };
    }
    return field;
  }

  /** The modules of an argument; none after a complaint. */
  private List<Module> find(Session session, Modules modules, Args args, String argument)
      throws ErrnoException {
    Log log = session.log();
    if (args.has("modname")) {
      Optional<Module> found = modules.lookupName(argument);
      if (found.isEmpty()) {
        log.error("Module name " + argument + " not found.");
      }
      return found.stream().toList();
    }
    if (isModuleFile(session, argument)) {
      try {
        return List.of(modules.ofPath(argument));
      } catch (ErrnoException e) {
        log.error("Module file " + argument + " not found.");
        return List.of();
      }
    }
    try {
      List<Module> found = modules.lookup(argument);
      if (found.isEmpty()) {
        log.error("Module " + argument + " not found.");
      }
      return found;
    } catch (ErrnoException e) {
      log.error("Module alias " + argument + " not found.");
      return List.of();
    }
  }

  private boolean isModuleFile(Session session, String argument) {
    return flavour.isModuleFile(argument)
        && session.files().find(argument).map(Stat::isRegular).orElse(false);
  }
}
