package modbox.tool.sys;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import modbox.abi.Capability;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** capsh(1): shows and gives up capabilities, and runs a shell. Options take effect one by one. */
final class Capsh implements Tool {
  private static final String SHELL = "/bin/sh";

  private static final ToolSpec SPEC =
      ToolSpec.of(
              "capsh", "[OPTION]... [-- [ARG]...]", "show and drop capabilities, and run a shell")
          .inSbin()
          .parsing(ToolSpec.Parsing.LITERAL);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    List<String> words = args.raw();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String value = equals < 0 ? "" : word.substring(equals + 1);
      switch (equals < 0 ? word : word.substring(0, equals)) {
        case "--print" -> print(proc);
        case "--drop" -> {
          for (String name : value.split(",", -1)) {
            drop(proc, name);
          }
        }
        case "--uid" -> proc.sys().setresuid(number(value), number(value), number(value));
        case "--gid" -> proc.sys().setresgid(number(value), number(value), number(value));
        case "--has-p" -> {
          if ((proc.sys().credentials().permitted() & named(proc, value).bit()) == 0) {
            return proc.fail("--has-p=" + value + ": not permitted");
          }
        }
        case "--" -> {
          var argv = new ArrayList<String>(List.of(SHELL));
          argv.addAll(words.subList(i + 1, words.size()));
          proc.out().flush();
          proc.sys().execve(SHELL, argv, proc.environment());
        }
        default -> {
          proc.err("usage: " + proc.argv0() + " [--print] [--drop=CAPS] [--uid=N] [--] ...\n");
          return ExitStatus.FAILURE;
        }
      }
    }
    return ExitStatus.OK;
  }

  private static int number(String text) throws ErrnoException {
    if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Errno.EINVAL.on(text);
    }
    return Integer.parseInt(text);
  }

  private static void drop(Proc proc, String name) throws ErrnoException {
    if (name.equals("all")) {
      for (Capability each : Capability.values()) {
        proc.sys().dropBounding(each.ordinal());
      }
    } else {
      proc.sys().dropBounding(named(proc, name).ordinal());
    }
  }

  private static Capability named(Proc proc, String name) throws ErrnoException {
    for (Capability each : Capability.values()) {
      if (text(each).equals(name.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    proc.complain("unknown capability " + name);
    throw Errno.EINVAL.on(name);
  }

  private static String text(Capability capability) {
    return "cap_" + capability.name().toLowerCase(Locale.ROOT);
  }

  private static void print(Proc proc) throws ErrnoException {
    Credentials who = proc.sys().credentials();
    long both = who.effective() & who.permitted();
    proc.out().println("Current: " + (both == Capability.ALL ? "=ep" : set(both, "=ep")));
    proc.out().println("Bounding set =" + set(who.bounding(), ""));
    proc.out().println("Ambient set =" + set(who.ambient(), ""));
    proc.out()
        .println(
            "uid=" + who.uid() + "(" + (who.uid() == 0 ? "root" : "???") + ") euid=" + who.euid());
  }

  private static String set(long bits, String suffix) {
    var names = new ArrayList<String>();
    for (Capability each : Capability.values()) {
      if ((bits & each.bit()) != 0) {
        names.add(text(each));
      }
    }
    return names.isEmpty() ? (suffix.isEmpty() ? "" : "=") : String.join(",", names) + suffix;
  }
}
