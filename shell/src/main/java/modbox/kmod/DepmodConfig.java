package modbox.kmod;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;

/**
 * What depmod.d says: which copy of a module counts, what else is searched, what is left out.
 *
 * @param searches the lists of all lines in order; the first word is the strongest
 * @param overrides {@code DIRECTORY/MODULE} without suffix, the last line first
 * @param externals directories outside of the tree
 * @param excludes names of directories that are passed over
 */
public record DepmodConfig(
    List<String> searches, List<String> overrides, List<String> externals, List<String> excludes) {
  /** The word of a search list for what no other word matches. */
  static final String BUILT_IN = "built-in";

  /** The word of a search list for external directories. */
  static final String EXTERNAL = "external";

  /** No configuration at all. */
  public static final DepmodConfig NONE =
      new DepmodConfig(List.of(), List.of(), List.of(), List.of());

  public DepmodConfig {
    searches = List.copyOf(searches);
    overrides = List.copyOf(overrides);
    externals = List.copyOf(externals);
    excludes = List.copyOf(excludes);
  }

  /**
   * Reads the configuration for a kernel release.
   *
   * @param paths files and directories instead of the usual ones; empty for those
   */
  public static DepmodConfig read(
      KmodFiles files, Flavour flavour, Log log, String release, List<String> paths)
      throws ErrnoException {
    var reader = new Reader(files, log, release);
    var found =
        new ConfigFiles(
            files,
            java.util.List.of(".conf"),
            path -> log.error("Directories inside directories are not supported: " + path));
    for (String path : paths.isEmpty() ? flavour.directories("depmod") : paths) {
      found.add(path);
    }
    for (String path : found.paths()) {
      reader.readFile(path);
    }
    return reader.config();
  }

  private static final class Reader {
    private final KmodFiles files;
    private final Log log;
    private final String release;
    private final List<String> searches = new ArrayList<>();
    private final List<String> overrides = new ArrayList<>();
    private final List<String> externals = new ArrayList<>();
    private final List<String> excludes = new ArrayList<>();

    Reader(KmodFiles files, Log log, String release) {
      this.files = files;
      this.log = log;
      this.release = release;
    }

    DepmodConfig config() {
      return new DepmodConfig(
          searches.isEmpty() ? List.of("updates") : searches,
          overrides.reversed(),
          externals,
          excludes);
    }

    void readFile(String path) throws ErrnoException {
      String text;
      try {
        text = files.text(path);
      } catch (ErrnoException e) {
        log.error("file parse " + path + ": " + e.errno().text());
        return;
      }
      var lines = new Lines(text);
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (!line.get().startsWith("#")) {
          readLine(line.get(), path + ":" + lines.number());
        }
      }
    }

    private void readLine(String line, String place) throws ErrnoException {
      var words = new Words(line);
      Optional<String> command = words.word();
      if (command.isPresent() && !take(command.get(), words, place)) {
        log.error(place + ": ignoring bad line starting with '" + command.get() + "'");
      }
    }

    private boolean take(String command, Words words, String place) throws ErrnoException {
      switch (command) {
        case "search" -> addAll(words, searches);
        case "exclude" -> addAll(words, excludes);
        case "override" -> {
          return override(words, place);
        }
        case "external" -> {
          return external(words, place);
        }
        case "include", "make_map_files" ->
            log.say(Log.Level.INFO, place + ": command " + command + " not implemented yet");
        default -> {
          return false;
        }
      }
      return true;
    }

    private static void addAll(Words words, List<String> target) {
      for (Optional<String> word = words.word(); word.isPresent(); word = words.word()) {
        target.add(word.get());
      }
    }

    private boolean override(Words words, String place) throws ErrnoException {
      Optional<String> module = words.word();
      Optional<String> version = words.word();
      Optional<String> directory = words.word();
      if (directory.isEmpty()) {
        return false;
      }
      if (matches(version.orElseThrow())) {
        overrides.add(directory.get() + "/" + module.orElseThrow());
      } else {
        log.say(Log.Level.INFO, place + ": override kernel did not match " + version.get());
      }
      return true;
    }

    private boolean external(Words words, String place) throws ErrnoException {
      Optional<String> version = words.word();
      Optional<String> directory = words.word();
      if (directory.isEmpty()) {
        return false;
      }
      if (matches(version.orElseThrow())) {
        externals.add(directory.get());
      } else {
        log.say(Log.Level.INFO, place + ": external directory did not match " + version.get());
      }
      return true;
    }

    /** Whether a version of the configuration, {@code *} or an expression, is this kernel's. */
    private boolean matches(String pattern) {
      try {
        return pattern.equals("*") || Pattern.compile(pattern).matcher(release).find();
      } catch (PatternSyntaxException _) {
        return false; // as regcomp(3) failing
      }
    }
  }
}
