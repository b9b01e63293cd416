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

/** kmod(8): the list of modules and the static device nodes. */
public final class Kmod implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "kmod",
              "[options] list | [options] static-nodes [-f FORMAT] [-o FILE]",
              "list modules and the device nodes that load them",
              flag('V', "version", "print the version"),
              flag('h', "help", "print this"))
          .parsing(ToolSpec.Parsing.RAW);

  private final Flavour flavour;

  public Kmod(Flavour flavour) {
    this.flavour = flavour;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    int first = 0;
    while (first < args.raw().size() && args.raw().get(first).startsWith("-")) {
      first++;
    }
    List<String> rest = args.raw().subList(first, args.raw().size());
    return Session.run(
        proc,
        flavour,
        SPEC,
        args.raw().subList(0, first),
        Log.Level.WARNING,
        (session, _) -> dispatch(session, rest));
  }

  private static ExitStatus dispatch(Session session, List<String> words) throws ErrnoException {
    if (words.isEmpty()) {
      session.proc().err("missing command\n");
      session.out().print(Help.text(session.proc().name(), SPEC));
      return ExitStatus.FAILURE;
    }
    List<String> arguments = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "help" -> {
        session.out().print(Help.text(session.proc().name(), SPEC));
        yield ExitStatus.OK;
      }
      case "list" -> {
        if (!arguments.isEmpty()) {
          session.proc().err("Usage: list\n");
          yield ExitStatus.FAILURE;
        }
        yield ModuleList.print(session);
      }
      case "static-nodes" -> new StaticNodes(session).run(arguments);
      default -> {
        session.proc().err("invalid command '" + words.getFirst() + "'\n");
        session.out().print(Help.text(session.proc().name(), SPEC));
        yield ExitStatus.FAILURE;
      }
    };
  }
}
