package modbox.tool.kmod;

import static modbox.user.ToolSpec.flag;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.kernel.ModuleCalls;
import modbox.kmod.Flavour;
import modbox.kmod.Log;
import modbox.kmod.SyscallKernel;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** insmod(8). */
public final class Insmod implements Tool {
  private final Flavour flavour;
  private final ToolSpec spec;

  public Insmod(Flavour flavour) {
    this.flavour = flavour;
    this.spec =
        ToolSpec.of(
                "insmod",
                "[options] FILE [PARAMETER=VALUE...]",
                "load a module file",
                flag('f', "force", "ignore symbol versions and version magic"),
                flag('p', "", "ignored"),
                flag('s', flavour.isModern() ? "syslog" : "", "messages go to the log"),
                flag('v', flavour.isModern() ? "verbose" : "", "more messages"),
                flag('V', "version", "print the version"),
                flag('h', "help", "print this"))
            .inSbin()
            .parsing(ToolSpec.Parsing.RAW);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    return Session.run(proc, flavour, spec, args.raw(), Log.Level.ERROR, this::insert);
  }

  private ExitStatus insert(Session session, Args args) throws ErrnoException {
    if (args.has("syslog")) {
      session.useSyslog();
    }
    List<String> words = args.operands();
    if (words.isEmpty()) {
      session.log().error("missing filename.");
      return ExitStatus.FAILURE;
    }
    String file = words.getFirst();
    if (file.equals("-")) {
      session.log().error("this tool does not support loading from stdin!");
      return ExitStatus.FAILURE;
    }
    session.checkCommandLine();
    try {
      session.files().stat(file);
    } catch (ErrnoException e) {
      session.log().error("could not load module " + file + ": " + e.errno().text());
      return ExitStatus.FAILURE;
    }
    String parameters = Parameters.join(words.subList(1, words.size()), flavour.isModern());
    int flags =
        args.has("force") ? ModuleCalls.IGNORE_MODVERSIONS | ModuleCalls.IGNORE_VERMAGIC : 0;
    try {
      new SyscallKernel(session.proc().sys(), flavour, session.proc().environment())
          .insert(file, parameters, flags);
      return ExitStatus.OK;
    } catch (ErrnoException e) {
      session.log().error("could not insert module " + file + ": " + reason(e));
      return ExitStatus.FAILURE;
    }
  }

  /** The loader's errors in insmod's words. */
  private static String reason(ErrnoException e) {
    return switch (e.errno()) {
      case ENOEXEC -> "Invalid module format";
      case ENOENT -> "Unknown symbol in module";
      case ESRCH -> "Module has wrong symbol version";
      case EINVAL -> "Invalid parameters";
      default -> e.errno().text();
    };
  }
}
