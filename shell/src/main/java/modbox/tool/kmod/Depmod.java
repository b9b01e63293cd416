package modbox.tool.kmod;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.kmod.Flavour;
import modbox.kmod.Log;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** depmod(8). */
public final class Depmod implements Tool {
  private final Flavour flavour;
  private final ToolSpec spec;

  public Depmod(Flavour flavour) {
    this.flavour = flavour;
    this.spec =
        ToolSpec.of(
                "depmod",
                "[-aA] [options] [RELEASE [FILE...]]",
                "write the indexes of a module tree",
                options(flavour).toArray(ToolSpec.Option[]::new))
            .inSbin()
            .parsing(ToolSpec.Parsing.RAW);
  }

  private static List<ToolSpec.Option> options(Flavour flavour) {
    var options =
        new ArrayList<>(
            List.of(
                flag('a', "all", "all modules of the tree"),
                flag('A', "quick", "only if a module is newer than the indexes"),
                value('b', "basedir", "DIR", "root of lib/modules"),
                value('C', "config", "PATH", "a file or directory instead of the usual ones"),
                value('E', "symvers", "FILE", "symbols of the kernel with versions"),
                value('F', "filesyms", "FILE", "symbols of the kernel"),
                flag('e', "errsyms", "tell of symbols that nobody offers"),
                flag('u', "unresolved-error", "ignored"),
                flag('q', "quiet", "ignored"),
                flag('r', "root", "ignored"),
                flag('v', "verbose", "show why a module needs another"),
                flag('n', "show", "print the text files, write nothing"),
                flag('\0', "dry-run", "the same"),
                value('P', "symbol-prefix", "CHAR", "first character that does not count"),
                flag('w', "warn", "tell of duplicates")));
    if (flavour.isModern()) {
      options.add(value('o', "outdir", "DIR", "root of lib/modules to write to"));
      options.add(value('m', "moduledir", "DIR", "instead of lib/modules"));
    } else {
      options.add(flag('m', "map", "ignored"));
    }
    options.add(flag('V', "version", "print the version"));
    options.add(flag('h', "help", "print this"));
    return options;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    return Session.run(
        proc,
        flavour,
        spec,
        args.raw(),
        Log.Level.WARNING,
        (session, parsed) -> new DepmodRun(session, parsed).run());
  }
}
