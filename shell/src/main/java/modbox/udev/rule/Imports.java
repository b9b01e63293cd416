package modbox.udev.rule;

import static modbox.udev.rule.Diagnostic.Level.DEBUG;
import static modbox.udev.rule.Diagnostic.Level.WARNING;

import java.util.List;
import modbox.abi.Errno;
import modbox.abi.Mode;
import modbox.udev.device.Device;
import org.jspecify.annotations.Nullable;

/** PROGRAM and IMPORT: matches that do something. */
final class Imports {
  /** The builtins whose first answer stands for the whole event. */
  private static final List<String> ONCE = List.of("blkid", "path_id", "usb_id", "net_driver");

  private final RuleHost host;
  private final RuleEvent event;
  private final Substitute substitute;

  Imports(RuleHost host, RuleEvent event, Substitute substitute) {
    this.host = host;
    this.event = event;
    this.substitute = substitute;
  }

  boolean matches(Place place, Token.Import token) {
    boolean done =
        switch (token.kind()) {
          case M_PROGRAM -> program(place, token);
          case M_IMPORT_FILE -> file(place, token);
          case M_IMPORT_PROGRAM -> importProgram(place, token);
          case M_IMPORT_BUILTIN -> builtin(place, token);
          case M_IMPORT_DB -> record(token.argument().text());
          case M_IMPORT_CMDLINE -> commandLine(token.argument().text());
          case M_IMPORT_PARENT -> parent(place, token);
          default -> throw new IllegalArgumentException(token.source());
        };
    return done == (token.op() == Op.MATCH);
  }

  private void log(Diagnostic.Level level, Place place, String text) {
    if (host.logs(level)) {
      host.log(level, event.device().sysname() + ": " + place + " " + text);
    }
  }

  /** Such a key does not match, whether it asks for success or for failure. */
  private boolean truncated(Place place, Token.Import token, String what, String key) {
    String imported = what.equals("file name") ? "' to be imported" : "'";
    String end = what.equals("builtin command") ? "" : ".";
    log(
        DEBUG,
        place,
        "The "
            + what
            + " '"
            + substitute.partial()
            + imported
            + " is truncated while substituting into '"
            + token.argument().text()
            + "', assuming the "
            + key
            + " key does not match"
            + end);
    return token.op() != Op.MATCH;
  }

  private boolean program(Place place, Token.Import token) {
    event.programResult = null;
    String command = substitute.fill(token.argument(), Substitute.LINE_SIZE);
    if (command == null) {
      return truncated(place, token, "command", "PROGRAM");
    }
    log(DEBUG, place, "Running PROGRAM '" + command + "'");
    RuleHost.Spawned ran = host.spawn(event.device(), command, Substitute.LINE_SIZE);
    if (!succeeded(place, command, ran, "")) {
      return false;
    }
    String result = ran.output();
    while (result.endsWith("\n")) {
      result = result.substring(0, result.length() - 1);
    }
    event.programResult = Unsafe.replace(result, Unsafe.INPUT);
    if (host.logs(DEBUG) && !result.equals(event.programResult)) {
      int changed = Unsafe.changed(result, event.programResult);
      log(DEBUG, place, "Replaced " + changed + " character(s) in result of \"" + command + "\"");
    }
    return true;
  }

  private boolean succeeded(Place place, String command, RuleHost.Spawned ran, String consequence) {
    if (ran.status() < 0) {
      String text = Errno.of(-ran.status()).map(Errno::text).orElse("Unknown error");
      log(WARNING, place, "Failed to execute \"" + command + "\": " + text);
    } else if (ran.status() > 0) {
      log(
          DEBUG,
          place,
          "Command \"" + command + "\" returned " + ran.status() + " (error)" + consequence);
    }
    return ran.status() == 0;
  }

  private boolean file(Place place, Token.Import token) {
    String path = substitute.fill(token.argument(), Substitute.PATH_SIZE);
    if (path == null) {
      return truncated(place, token, "file name", "IMPORT");
    }
    log(DEBUG, place, "Importing properties from '" + path + "'");
    String text = host.files().read(path);
    if (text == null) {
      int type = host.files().mode(path) & Mode.FMT;
      if (type != 0) { // a missing file is nothing to talk about
        Errno errno = type == Mode.DIR ? Errno.EISDIR : Errno.EACCES;
        log(DEBUG, place, "Failed to read '" + path + "', ignoring: " + errno.text());
      }
      return false;
    }
    importLines(place, text);
    return true;
  }

  private boolean importProgram(Place place, Token.Import token) {
    String command = substitute.fill(token.argument(), Substitute.LINE_SIZE);
    if (command == null) {
      return truncated(place, token, "command", "IMPORT");
    }
    log(DEBUG, place, "Importing properties from results of '" + command + "'");
    RuleHost.Spawned ran = host.spawn(event.device(), command, Substitute.LINE_SIZE);
    if (!succeeded(place, command, ran, ", ignoring")) {
      return false;
    }
    String text = ran.output();
    if (ran.truncated()) {
      text = text.substring(0, Math.max(text.lastIndexOf('\n'), 0));
    }
    importLines(place, text);
    return true;
  }

  private void importLines(Place place, String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end);
      if (!importLine(line)) {
        int eq = line.indexOf('='); // the real one has cut the line there by then
        String shown = eq < 0 ? line : Words.trimEnd(line.substring(0, eq));
        String why = "', ignoring: Invalid argument";
        log(DEBUG, place, "Failed to parse key and value from '" + shown + why);
      }
      start = end + 1;
    }
  }

  /** {@code KEY=VALUE}, the value perhaps in quotes: false if it is not of that form. */
  private boolean importLine(String line) {
    String text = Words.trimStart(line);
    if (text.isEmpty() || text.startsWith("#")) {
      return true;
    }
    int eq = text.indexOf('=');
    String key = eq < 0 ? "" : Words.trimEnd(text.substring(0, eq));
    if (key.isEmpty()) {
      return false;
    }
    String value = Words.trimEnd(Words.trimStart(text.substring(eq + 1)));
    if (value.isEmpty()) {
      return false; // nothing is unset that way
    }
    char quote = value.charAt(0);
    if (quote == '"' || quote == '\'') {
      if (value.length() == 1 || value.charAt(value.length() - 1) != quote) {
        return false;
      }
      value = value.substring(1, value.length() - 1);
    }
    event.device().set(key, value);
    return true;
  }

  private boolean builtin(Place place, Token.Import token) {
    String name = token.builtin();
    boolean once = ONCE.contains(name);
    if (once && !event.ranBuiltins.add(name)) {
      log(DEBUG, place, "Skipping builtin '" + name + "' in IMPORT key");
      return !event.failedBuiltins.contains(name);
    }
    String command = substitute.fill(token.argument(), Substitute.LINE_SIZE);
    if (command == null) {
      return truncated(place, token, "builtin command", "IMPORT");
    }
    log(DEBUG, place, "Importing properties from results of builtin command '" + command + "'");
    int status = host.builtin(event, name, command);
    if (status < 0) {
      event.failedBuiltins.add(name);
      String text = Errno.of(-status).map(Errno::text).orElse("Unknown error");
      log(DEBUG, place, "Failed to run builtin '" + command + "': " + text);
    }
    return status >= 0;
  }

  private boolean record(String key) {
    String value = event.record().property(key);
    if (value == null) {
      return false;
    }
    event.device().set(key, value);
    return true;
  }

  private boolean commandLine(String key) {
    String value = commandLineValue(key);
    if (value == null) {
      return false;
    }
    event.device().set(key, value);
    return true;
  }

  /** The last one of a key wins; "-" and "_" are the same in keys. */
  private @Nullable String commandLineValue(String key) {
    String found = null;
    String wanted = key.replace('_', '-');
    for (String word : Words.split(host.commandLine())) {
      int eq = word.indexOf('=');
      String name = (eq < 0 ? word : word.substring(0, eq)).replace('_', '-');
      if (name.equals(wanted)) {
        found = eq < 0 ? "1" : word.substring(eq + 1);
      }
    }
    return found;
  }

  private boolean parent(Place place, Token.Import token) {
    String pattern = substitute.fill(token.argument(), Substitute.PATH_SIZE);
    if (pattern == null) {
      return truncated(place, token, "property name", "IMPORT");
    }
    Device parent = event.device().parent();
    if (parent == null) {
      return false;
    }
    parent
        .properties()
        .forEach(
            (key, value) -> {
              if (Glob.matches(pattern, key)) {
                event.device().set(key, value);
              }
            });
    return true;
  }
}
