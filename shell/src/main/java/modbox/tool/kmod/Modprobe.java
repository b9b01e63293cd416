package modbox.tool.kmod;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.kmod.Flavour;
import modbox.kmod.Log;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** modprobe(8). */
public final class Modprobe implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "modprobe",
              "[options] MODULE [PARAMETER=VALUE...]"
                  + " | [options] -a MODULE... | [options] -r MODULE... | [options] -c",
              "load and remove modules with what they need",
              flag('a', "all", "all arguments are modules"),
              flag('r', "remove", "remove modules"),
              flag('\0', "remove-dependencies", "old name of --remove-holders"),
              flag('\0', "remove-holders", "with -r, remove first the modules that use it"),
              value('w', "wait", "MSEC", "with -r, wait while a module is in use"),
              flag('\0', "first-time", "fail if there is nothing to do"),
              flag('i', "ignore-install", "neither commands nor soft dependencies of the module"),
              flag('\0', "ignore-remove", "the same"),
              flag('b', "use-blacklist", "the blacklist counts for names too"),
              flag('f', "force", "ignore symbol versions and version magic"),
              flag('\0', "force-modversion", "ignore symbol versions"),
              flag('\0', "force-vermagic", "ignore the version magic"),
              flag('R', "resolve-alias", "print the modules that an alias stands for"),
              flag('D', "show-depends", "print what would be loaded"),
              flag('\0', "json", "with -D, print JSON"),
              flag('c', "showconfig", "print the configuration and the aliases"),
              flag('\0', "show-config", "the same"),
              flag('\0', "show-modversions", "print the symbol versions that a module needs"),
              flag('\0', "dump-modversions", "the same"),
              flag('\0', "show-exports", "print the symbol versions that a module exports"),
              flag('n', "dry-run", "do nothing"),
              flag('\0', "show", "the same"),
              value('C', "config", "PATH", "a file or directory instead of the usual ones"),
              value('d', "dirname", "DIR", "root of lib/modules"),
              value('S', "set-version", "RELEASE", "instead of the running kernel's"),
              flag('s', "syslog", "messages go to the log"),
              flag('q', "quiet", "no messages"),
              flag('v', "verbose", "show what is done"),
              flag('V', "version", "print the version"),
              flag('h', "help", "print this"))
          .inSbin()
          .parsing(ToolSpec.Parsing.RAW);

  private final Flavour flavour;

  public Modprobe(Flavour flavour) {
    this.flavour = flavour;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    return Session.run(
        proc,
        flavour,
        SPEC,
        ModprobeEnvironment.words(proc, args.raw()),
        Log.Level.WARNING,
        (session, parsed) -> new ModprobeRun(session, parsed).run());
  }
}
