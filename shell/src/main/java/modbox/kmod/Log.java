package modbox.kmod;

import modbox.abi.ErrnoException;

/**
 * Messages in the form of kmod's tools: {@code PROGRAM: LEVEL: TEXT}. libkmod's own messages look
 * different until the tool has hooked itself in, and in a debug build name their place in the
 * source.
 */
public final class Log {
  /** Priorities of syslog(3). */
  public enum Level {
    EMERGENCY("EMERG"),
    ALERT("ALERT"),
    /** Ends the tool with status 1. */
    FATAL("FATAL"),
    ERROR("ERROR"),
    WARNING("WARNING"),
    NOTICE("NOTICE"),
    INFO("INFO"),
    DEBUG("DEBUG");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    /** The word in messages. */
    public String word() {
      return word;
    }

    /** One level more, as each {@code -v} gives. */
    public Level more() {
      return this == DEBUG ? DEBUG : values()[ordinal() + 1];
    }
  }

  /** Where in the source of libkmod 30 a message stands. */
  public enum Site {
    BAD_LINE("libkmod-config.c:712", "kmod_config_parse"),
    DEPRECATED("libkmod-config.c:708", "kmod_config_parse"),
    SUBDIRECTORY("libkmod-config.c:772", "conf_files_filter_out"),
    COMMAND_LINE("libkmod-config.c:489", "kcmdline_parse_result"),
    REMOVE("libkmod-module.c:856", "kmod_module_remove_module"),
    NO_PATH("libkmod-module.c:895", "kmod_module_insert_module"),
    INSERT("libkmod-module.c:954", "kmod_module_insert_module"),
    COMMAND("libkmod-module.c:1047", "command_do"),
    OTHER_PATH("libkmod-module.c:487", "kmod_module_new_from_path"),
    SOFTDEP("libkmod-module.c:1567", "lookup_softdep"),
    HOLDERS("libkmod-module.c:2018", "kmod_module_get_holders");

    private final String place;
    private final String function;

    Site(String place, String function) {
      this.place = place;
      this.function = function;
    }
  }

  /** Takes finished lines, with their newline. */
  @FunctionalInterface
  public interface Sink {
    void write(Level level, String line) throws ErrnoException;
  }

  private final String program;
  private final Flavour flavour;
  private final Sink sink;
  private Level threshold;
  private Level library = Level.ERROR;
  private boolean hooked;

  public Log(String program, Flavour flavour, Level threshold, Sink sink) {
    this.program = program;
    this.flavour = flavour;
    this.threshold = threshold;
    this.sink = sink;
  }

  /** The least important level that is written. */
  public Level threshold() {
    return threshold;
  }

  public void threshold(Level level) {
    threshold = level;
  }

  /** The library's own threshold before the tool hooks in: {@code KMOD_LOG}. */
  public void libraryThreshold(Level level) {
    library = level;
  }

  /** From now on the library's messages come in the tool's form and under its threshold. */
  public void hook() {
    hooked = true;
  }

  /** Whether a message of this level is written. */
  public boolean writes(Level level) {
    return level.compareTo(threshold) <= 0;
  }

  /** A message of the tool. If it is FATAL and is written, the tool ends here. */
  public void say(Level level, String text) throws ErrnoException {
    if (!writes(level)) {
      return;
    }
    sink.write(level, program + ": " + level.word() + ": " + text + "\n");
    if (level.compareTo(Level.FATAL) <= 0) {
      throw new Finished(1);
    }
  }

  public void error(String text) throws ErrnoException {
    say(Level.ERROR, text);
  }

  public void warning(String text) throws ErrnoException {
    say(Level.WARNING, text);
  }

  /** A message of the library. */
  public void library(Level level, Site site, String text) throws ErrnoException {
    if (hooked) {
      String source = flavour.namesSource() ? source(site) + "() " : "";
      say(level, source + text);
    } else if (level.compareTo(library) <= 0) {
      String source = flavour.namesSource() ? " " + source(site) : ": " + site.function;
      sink.write(level, "libkmod: " + level.word() + source + ": " + text + "\n");
    }
  }

  private static String source(Site site) {
    return "../libkmod/" + site.place + " " + site.function;
  }
}
