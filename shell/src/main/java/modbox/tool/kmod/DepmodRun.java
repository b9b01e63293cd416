package modbox.tool.kmod;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;
import modbox.kmod.Depmod;
import modbox.kmod.DepmodConfig;
import modbox.kmod.DepmodOutput;
import modbox.kmod.Log;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Out;

/** One run of depmod. */
final class DepmodRun {
  private final Session session;
  private final Args args;
  private final Log log;

  DepmodRun(Session session, Args args) {
    this.session = session;
    this.args = args;
    this.log = session.log();
  }

  ExitStatus run() throws ErrnoException {
    readOptions();
    List<String> operands = args.operands();
    if (!operands.isEmpty() && !isRelease(operands.getFirst())) {
      log.error("Bad version passed " + operands.getFirst());
      return ExitStatus.FAILURE;
    }
    String release = operands.isEmpty() ? session.files().release() : operands.getFirst();
    boolean dry = args.has("show") || args.has("dry-run");
    String directory = directory(args.value("basedir"), release);
    boolean quick = args.has("quick");
    if (quick && dry) {
      return ExitStatus.OK;
    }
    var depmod = new Depmod(session.files(), log, options(directory));
    if (quick && depmod.isUpToDate()) {
      return ExitStatus.OK;
    }
    session.checkCommandLine();
    if (args.has("errsyms") && args.value("symvers").or(() -> args.value("filesyms")).isEmpty()) {
      log.warning("-e needs -E or -F");
    }
    boolean all = quick || args.has("all") || operands.size() < 2;
    try {
      depmod.loadKernelSymbols();
      Map<String, String> modules =
          all ? depmod.search(config(release)) : depmod.given(operands.subList(1, operands.size()));
      write(depmod, modules, dry, outputDirectory(directory, release));
      return ExitStatus.OK;
    } catch (ErrnoException e) {
      return ExitStatus.FAILURE; // whoever threw it has said why
    }
  }

  private DepmodConfig config(String release) throws ErrnoException {
    return DepmodConfig.read(
        session.files(), session.flavour(), log, release, args.values("config"));
  }

  private void readOptions() throws ErrnoException {
    for (Args.Given option : args.given()) {
      switch (option.key()) {
        case "verbose" -> log.threshold(log.threshold().more());
        case "unresolved-error", "quiet", "root", "map" ->
            log.warning("Ignored deprecated option " + asGiven(option.key()));
        case "symbol-prefix" -> {
          if (option.value().orElse("").length() > 1) {
            log.say(Log.Level.FATAL, "-P only takes a single char");
          }
        }
        default -> {}
      }
    }
  }

  /** The option as it was written, short or long. */
  private String asGiven(String word) {
    for (String argument : args.raw()) {
      if (argument.startsWith("--") && ("--" + word).startsWith(argument)) {
        return "--" + word;
      }
    }
    return "-" + word.charAt(0);
  }

  private Depmod.Options options(String directory) {
    return new Depmod.Options(
        session.flavour(),
        directory,
        args.has("warn"),
        args.has("errsyms"),
        args.value("symvers"),
        args.value("filesyms"));
  }

  /** The module directory of a release under a root. */
  private String directory(Optional<String> root, String release) throws ErrnoException {
    String base = root.isPresent() ? session.files().absolute(root.get()) : "";
    String modules = args.value("moduledir").orElse("lib/modules");
    return base + (modules.startsWith("/") ? "" : "/") + modules + "/" + release;
  }

  private String outputDirectory(String directory, String release) throws ErrnoException {
    Optional<String> root = args.value("outdir");
    return root.isPresent() ? directory(root, release) : directory;
  }

  private void write(Depmod depmod, Map<String, String> modules, boolean dry, String directory)
      throws ErrnoException {
    var edges = new ArrayList<String>();
    boolean verbose = args.has("verbose");
    DepmodOutput output;
    try {
      output =
          depmod.compute(
              modules,
              (user, symbol, used) -> {
                if (verbose) {
                  edges.add("%s needs \"%s\": %s\n".formatted(user, symbol, used));
                }
              });
    } finally {
      for (String edge : edges) {
        session.out().print(edge);
      }
    }
    if (dry) {
      output.writeTexts((_, content) -> session.out().write(content));
    } else {
      makeDirectories(directory);
      output.writeAll((name, content) -> replace(directory, name, content));
    }
  }

  private void makeDirectories(String directory) throws ErrnoException {
    if (args.value("outdir").isEmpty() || session.files().find(directory).isPresent()) {
      return;
    }
    for (int slash = directory.indexOf('/', 1); ; slash = directory.indexOf('/', slash + 1)) {
      String path = slash < 0 ? directory : directory.substring(0, slash);
      if (session.files().find(path).isEmpty()) {
        session.proc().sys().mkdir(path, 0755);
      }
      if (slash < 0) {
        return;
      }
    }
  }

  /** Writes a file beside the old one and puts it in its place. */
  private void replace(String directory, String name, byte[] content) throws ErrnoException {
    Syscalls sys = session.proc().sys();
    String temporary = directory + "/" + name + "." + sys.getpid() + ".tmp";
    int fd;
    try {
      fd = sys.open(temporary, Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC, 0644);
    } catch (ErrnoException e) {
      log.error(
          "openat(%s, %s, 301, 644): %s"
              .formatted(directory, temporary.substring(directory.length() + 1), e.errno().text()));
      return;
    }
    try {
      new Out(sys, fd).write(content).flush();
    } finally {
      sys.close(fd);
    }
    sys.rename(temporary, directory + "/" + name);
  }

  /** Whether a text begins with two numbers and a dot between them. */
  private static boolean isRelease(String text) {
    int dot = text.indexOf('.');
    return dot > 0
        && dot + 1 < text.length()
        && text.substring(0, dot).chars().allMatch(Character::isDigit)
        && Character.isDigit(text.charAt(dot + 1));
  }
}
