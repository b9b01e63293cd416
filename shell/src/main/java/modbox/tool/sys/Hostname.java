package modbox.tool.sys;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Shows or sets the name of the machine. */
public final class Hostname implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "hostname",
          "[-b] [-F FILE] [-sfdiI] [NAME]",
          "Show or set the system's host name",
          flag('s', "short", "short host name"),
          flag('f', "fqdn", "long host name (FQDN)"),
          flag('d', "domain", "DNS domain name"),
          flag('i', "ip-address", "addresses for the host name"),
          flag('b', "boot", "set default hostname if none available"),
          value('F', "file", "FILE", "read host name from given file"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    String name = args.operands().isEmpty() ? "" : args.operands().getFirst();
    if (args.has("file")) {
      for (String line : proc.readText(args.value("file").orElse("")).split("\n")) {
        String text = line.strip();
        if (!text.isEmpty() && !text.startsWith("#")) {
          name = text;
          break;
        }
      }
    }
    if (!name.isEmpty()) {
      try {
        proc.sys().sethostname(name);
      } catch (ErrnoException e) {
        throw new Failure(
            e.errno() == modbox.abi.Errno.EPERM
                ? "you must be root to change the host name"
                : "the specified hostname is invalid");
      }
      return ExitStatus.OK;
    }
    String full = proc.sys().uname().nodename();
    int dot = full.indexOf('.');
    if (args.has("ip-address")) {
      proc.out().println("127.0.1.1");
    } else if (args.has("domain")) {
      proc.out().println(dot < 0 ? "" : full.substring(dot + 1));
    } else if (args.has("short")) {
      proc.out().println(dot < 0 ? full : full.substring(0, dot));
    } else {
      proc.out().println(full);
    }
    return ExitStatus.OK;
  }
}
