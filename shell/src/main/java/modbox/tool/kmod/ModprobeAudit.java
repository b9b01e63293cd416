package modbox.tool.kmod;

import static modbox.user.ToolSpec.flag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.image.index.Names;
import modbox.kmod.Flavour;
import modbox.kmod.Log;
import modbox.kmod.ModuleTree;
import modbox.kmod.Modules;
import modbox.kmod.Ways;
import modbox.kmod.Ways.Way;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/**
 * modprobe-audit(8), modbox's own: whether a module that was to be forbidden can still be loaded.
 * The status is 0 if it cannot, 1 if it can, 2 if the question makes no sense.
 */
public final class ModprobeAudit implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "modprobe-audit",
              "[options] MODULE",
              "show every way in which a module can still be loaded",
              flag('j', "json", "print JSON"),
              flag('a', "all", "show the ways that are shut as well"),
              flag('V', "version", "print the version"),
              flag('h', "help", "print this"))
          .inSbin()
          .parsing(ToolSpec.Parsing.RAW);

  private final Flavour flavour;

  public ModprobeAudit(Flavour flavour) {
    this.flavour = flavour;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    return Session.run(proc, flavour, SPEC, args.raw(), Log.Level.WARNING, ModprobeAudit::audit);
  }

  private static ExitStatus audit(Session session, Args args) throws ErrnoException {
    if (args.operands().size() != 1) {
      session.log().error("expected one module.");
      return ExitStatus.USAGE;
    }
    String name = Names.module(args.operands().getFirst());
    String directory =
        session.files().absolute(ModuleTree.directory("", session.files().release()));
    Modules modules = session.modules(directory, session.config(directory, List.of()));
    Optional<modbox.kmod.Module> known = modules.lookupName(name);
    if (known.isPresent() && modules.isBuiltin(known.get())) {
      session.log().error("Module " + name + " is builtin: nothing keeps it out.");
      return ExitStatus.USAGE;
    }
    List<Way> ways = Ways.of(modules, session.files(), name);
    List<Way> open = ways.stream().filter(Way::open).toList();
    print(session, name, args.has("all") ? ways : open, open.isEmpty(), args.has("json"));
    return open.isEmpty() ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  private static void print(
      Session session, String name, List<Way> ways, boolean forbidden, boolean json)
      throws ErrnoException {
    if (json) {
      var all = new ArrayList<String>();
      for (Way way : ways) {
        all.add(
            new JsonText()
                .with("way", way.kind())
                .with("how", way.how())
                .with("place", way.place())
                .with("open", way.open())
                .with("shut_by", way.reason())
                .toString());
      }
      session.out().print(JsonText.array(all));
      return;
    }
    for (Way way : ways) {
      String shut = way.open() ? "" : "  shut by " + way.reason();
      session
          .out()
          .println("%-10s  %s  (%s)%s".formatted(way.kind(), way.how(), way.place(), shut));
    }
    if (forbidden) {
      session.out().println(name + ": no way to load it");
    }
  }
}
