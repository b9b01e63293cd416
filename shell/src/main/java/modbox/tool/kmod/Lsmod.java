package modbox.tool.kmod;

import static modbox.user.ToolSpec.flag;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.kmod.Flavour;
import modbox.kmod.Log;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** lsmod(8). */
public final class Lsmod implements Tool {
  private static final ToolSpec PLAIN =
      ToolSpec.of("lsmod", "", "list the loaded modules")
          .inSbin()
          .parsing(ToolSpec.Parsing.LITERAL);
  private static final ToolSpec MODERN =
      ToolSpec.of(
              "lsmod",
              "[options]",
              "list the loaded modules",
              flag('s', "syslog", "messages go to the log"),
              flag('v', "verbose", "more messages"),
              flag('V', "version", "print the version"),
              flag('h', "help", "print this"))
          .inSbin()
          .parsing(ToolSpec.Parsing.RAW);

  private final Flavour flavour;

  public Lsmod(Flavour flavour) {
    this.flavour = flavour;
  }

  @Override
  public ToolSpec spec() {
    return flavour.isModern() ? MODERN : PLAIN;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (args.raw().equals(List.of("--json"))) { // ours, and the only word that it may stand with
      return Session.run(
          proc, flavour, PLAIN, List.of(), Log.Level.ERROR, (s, _) -> ModuleList.printJson(s));
    }
    if (!flavour.isModern()) {
      if (!args.raw().isEmpty()) {
        proc.err("Usage: " + proc.argv0() + "\n");
        return ExitStatus.FAILURE;
      }
      return Session.run(
          proc, flavour, PLAIN, args.raw(), Log.Level.ERROR, (s, _) -> ModuleList.print(s));
    }
    return Session.run(proc, flavour, MODERN, args.raw(), Log.Level.ERROR, Lsmod::list);
  }

  private static ExitStatus list(Session session, Args args) throws ErrnoException {
    if (args.has("syslog")) {
      session.useSyslog();
    }
    if (!args.operands().isEmpty()) {
      session.log().error("too many arguments provided.");
      return ExitStatus.FAILURE;
    }
    return ModuleList.print(session);
  }
}
