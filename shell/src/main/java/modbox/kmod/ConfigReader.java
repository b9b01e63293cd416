package modbox.kmod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.image.index.Names;
import modbox.kmod.Config.Entry;

/** Reads modprobe's configuration: files, the tree's own soft dependencies, the command line. */
public final class ConfigReader {
  private final KmodFiles files;
  private final Flavour flavour;
  private final Log log;
  private final List<Entry.Blacklist> blacklist = new ArrayList<>();
  private final List<Entry.Command> installs = new ArrayList<>();
  private final List<Entry.Command> removes = new ArrayList<>();
  private final List<Entry.Alias> aliases = new ArrayList<>();
  private final List<Entry.Options> options = new ArrayList<>();
  private final List<Entry.Softdep> softdeps = new ArrayList<>();
  private final List<Entry.Weakdep> weakdeps = new ArrayList<>();

  public ConfigReader(KmodFiles files, Flavour flavour, Log log) {
    this.files = files;
    this.flavour = flavour;
    this.log = log;
  }

  /**
   * Reads everything.
   *
   * @param tree the module directory
   * @param paths files and directories instead of the usual ones; empty for those
   */
  public Config read(String tree, List<String> paths) throws ErrnoException {
    return readAll(tree, paths.isEmpty() ? flavour.directories("modprobe") : paths);
  }

  /** Without any file of modprobe.d, as the tools beside modprobe do. */
  public Config readOwn(String tree) throws ErrnoException {
    return readAll(tree, List.of());
  }

  /** Only the complaints about the kernel's command line. */
  public void check() throws ErrnoException {
    readCommandLine();
  }

  private Config readAll(String tree, List<String> paths) throws ErrnoException {
    var found =
        new ConfigFiles(
            files,
            flavour.configSuffixes(),
            path ->
                log.library(
                    Log.Level.ERROR,
                    Log.Site.SUBDIRECTORY,
                    "Directories inside directories are not supported: " + path));
    found.add(tree + "/modules.softdep");
    if (flavour.knowsWeakdeps()) {
      found.add(tree + "/modules.weakdep");
    }
    for (String path : paths) {
      found.add(path);
    }
    for (String path : found.paths()) {
      readFile(path);
    }
    readCommandLine();
    return new Config(blacklist, installs, removes, aliases, options, softdeps, weakdeps);
  }

  private void readFile(String path) throws ErrnoException {
    String text;
    try {
      text = files.text(path);
    } catch (ErrnoException _) {
      return; // kmod passes over a file that it cannot open, a dangling link for instance
    }
    var lines = new Lines(text);
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!line.get().startsWith("#")) {
        readLine(path, line.get(), path + ":" + lines.number(), lines.number());
      }
    }
  }

  private void readLine(String path, String line, String place, int number) throws ErrnoException {
    var words = new Words(line);
    Optional<String> command = words.word();
    if (command.isEmpty()) {
      return;
    }
    switch (command.get()) {
      case "include", "config" ->
          log.library(
              Log.Level.ERROR,
              Log.Site.DEPRECATED,
              path + ": command " + command.get() + " is deprecated and not parsed anymore");
      default -> {
        if (!take(command.get(), words, place)) {
          log.library(
              Log.Level.ERROR,
              Log.Site.BAD_LINE,
              path
                  + " line "
                  + number
                  + ": ignoring bad line starting with '"
                  + command.get()
                  + "'");
        }
      }
    }
  }

  /** Takes a line's words; false if the line is bad. */
  private boolean take(String command, Words words, String place) {
    Optional<String> name = words.word().flatMap(Names::normalise);
    if (name.isEmpty()) {
      return false;
    }
    switch (command) {
      case "alias" -> {
        Optional<String> module = words.word().flatMap(Names::normalise);
        module.ifPresent(m -> aliases.add(new Entry.Alias(name.get(), m, place)));
        return module.isPresent();
      }
      case "blacklist" -> {
        return blacklist.add(new Entry.Blacklist(name.get(), place));
      }
      case "options", "install", "remove", "softdep", "weakdep" -> {
        Optional<String> rest = words.rest();
        return rest.isPresent() && takeRest(command, name.get(), rest.get(), place);
      }
      default -> {
        return false;
      }
    }
  }

  private boolean takeRest(String command, String name, String rest, String place) {
    return switch (command) {
      case "options" -> options.add(new Entry.Options(name, rest.replace('\t', ' '), place));
      case "install" -> installs.add(new Entry.Command(name, rest, place));
      case "remove" -> removes.add(new Entry.Command(name, rest, place));
      case "softdep" -> softdeps.add(softdep(name, rest, place));
      case "weakdep" ->
          flavour.knowsWeakdeps() && weakdeps.add(new Entry.Weakdep(name, words(rest), place));
      default -> false;
    };
  }

  private static Entry.Softdep softdep(String name, String rest, String place) {
    var pre = new ArrayList<String>();
    var post = new ArrayList<String>();
    List<String> current = null;
    for (String word : words(rest)) {
      switch (word) {
        case "pre:" -> current = pre;
        case "post:" -> current = post;
        default -> {
          if (current != null) {
            current.add(word);
          }
        }
      }
    }
    return new Entry.Softdep(name, pre, post, place);
  }

  private static List<String> words(String text) {
    var all = new ArrayList<String>();
    var words = new Words(text);
    for (Optional<String> word = words.word(); word.isPresent(); word = words.word()) {
      all.add(word.get());
    }
    return all;
  }

  private void readCommandLine() throws ErrnoException {
    String place = "/proc/cmdline";
    String text;
    try {
      text = files.text(place);
    } catch (ErrnoException _) {
      return; // no procfs: no options from there
    }
    for (KernelArgument argument : KernelArgument.parse(text)) {
      String parameter = argument.parameter();
      if (argument.module().equals("modprobe") && parameter.startsWith("blacklist=")) {
        for (String name : parameter.substring("blacklist=".length()).split(",", -1)) {
          blacklist.add(new Entry.Blacklist(name, place));
        }
        continue;
      }
      Optional<String> module = Names.normalise(argument.module());
      if (module.isPresent()) {
        options.add(new Entry.Options(module.get(), parameter.replace('\t', ' '), place));
      } else {
        log.library(
            Log.Level.ERROR,
            Log.Site.COMMAND_LINE,
            "Ignoring bad option on kernel command line while parsing module name: '"
                + Names.begun(argument.module())
                + "'");
      }
    }
  }
}
