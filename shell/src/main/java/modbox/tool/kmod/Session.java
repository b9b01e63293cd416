package modbox.tool.kmod;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kmod.Config;
import modbox.kmod.ConfigReader;
import modbox.kmod.Finished;
import modbox.kmod.Flavour;
import modbox.kmod.KmodFiles;
import modbox.kmod.Log;
import modbox.kmod.ModuleTree;
import modbox.kmod.Modules;
import modbox.kmod.SyscallFiles;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** What every tool of the package does alike: command line, messages, the way it ends. */
final class Session {
  private static final int DAEMON = 24;

  private final Proc proc;
  private final Flavour flavour;
  private final KmodFiles files;
  private final Log log;
  private boolean syslog;

  private Session(Proc proc, Flavour flavour, Log.Level threshold) {
    this.proc = proc;
    this.flavour = flavour;
    this.files = new SyscallFiles(proc.sys());
    this.log = new Log(proc.name(), flavour, threshold, this::write);
    proc.env("KMOD_LOG").flatMap(Session::level).ifPresent(log::libraryThreshold);
  }

  /** A tool's work, with its command line parsed. */
  @FunctionalInterface
  interface Body {
    ExitStatus run(Session session, Args args) throws ErrnoException;
  }

  /** Parses the command line as getopt_long(3) does, with its messages only, and runs the tool. */
  static ExitStatus run(
      Proc proc, Flavour flavour, ToolSpec spec, List<String> words, Log.Level threshold, Body body)
      throws ErrnoException {
    Args args;
    try {
      args = Args.parse(spec.parsing(ToolSpec.Parsing.PERMUTE), words);
    } catch (Args.UsageException e) {
      proc.err(proc.argv0() + ": " + e.complaint() + "\n");
      return ExitStatus.FAILURE;
    }
    if (args.has("help")) {
      proc.out().print(Help.text(proc.name(), spec));
      return ExitStatus.OK;
    }
    if (args.has("version")) {
      proc.out().print(flavour.version());
      return ExitStatus.OK;
    }
    try {
      return body.run(new Session(proc, flavour, threshold), args);
    } catch (Finished e) {
      return new ExitStatus(e.status());
    }
  }

  Proc proc() {
    return proc;
  }

  Flavour flavour() {
    return flavour;
  }

  KmodFiles files() {
    return files;
  }

  Log log() {
    return log;
  }

  Out out() {
    return proc.out();
  }

  /** From now on messages go to the log of the machine. */
  void useSyslog() {
    syslog = true;
  }

  /** The modules of a directory under a configuration; the messages of reading it come first. */
  Modules modules(String directory, Config config) throws ErrnoException {
    log.hook();
    return new Modules(files, new ModuleTree(files, directory), config, log, proc.sys()::explain);
  }

  /** modprobe's configuration. */
  Config config(String directory, List<String> paths) throws ErrnoException {
    return new ConfigReader(files, flavour, log).read(directory, paths);
  }

  /** The modules under another root and release, without modprobe's configuration. */
  Modules modules(Optional<String> root, Optional<String> release) throws ErrnoException {
    String directory =
        files.absolute(ModuleTree.directory(root.orElse(""), release.orElseGet(files::release)));
    return modules(directory, new ConfigReader(files, flavour, log).readOwn(directory));
  }

  /** libkmod's complaints about the kernel's command line, which every tool of kmod's makes. */
  void checkCommandLine() throws ErrnoException {
    new ConfigReader(files, flavour, log).check();
  }

  private void write(Log.Level level, String line) throws ErrnoException {
    if (!syslog) {
      proc.err(line);
      return;
    }
    int fd = proc.sys().open("/dev/kmsg", Open.WRONLY | Open.CLOEXEC);
    try {
      new Out(proc.sys(), fd).print("<" + (DAEMON + level.ordinal()) + ">" + line).flush();
    } finally {
      proc.sys().close(fd);
    }
  }

  private static Optional<Log.Level> level(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "err", "3" -> Optional.of(Log.Level.ERROR);
      case "warning", "4" -> Optional.of(Log.Level.WARNING);
      case "info", "6" -> Optional.of(Log.Level.INFO);
      case "debug", "7" -> Optional.of(Log.Level.DEBUG);
      default -> Optional.empty();
    };
  }
}
