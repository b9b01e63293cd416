package modbox.terminal;

import java.util.List;
import java.util.TreeSet;
import modbox.abi.Dirent;
import modbox.abi.Mode;
import modbox.abi.Signal;
import modbox.user.ToolSpec;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/**
 * Completes commands, options (from the declarations that parse them), modules and their
 * parameters, devices, users, signals, variables and paths.
 */
final class Completions implements Completer {
  private static final List<String> SEPARATORS =
      List.of("|", "||", "&&", ";", "&", "{", "(", "!", "then", "do", "else", "if", "while");
  private static final List<String> PREFIXES =
      List.of("sudo", "env", "time", "exec", "command", "nohup", "watch", "whatif");
  private static final List<String> VERBS =
      List.of(
          "control",
          "hwdb",
          "info",
          "lock",
          "monitor",
          "settle",
          "test",
          "test-builtin",
          "trigger",
          "verify",
          "wait");

  private final Assistance assistance;

  Completions(Assistance assistance) {
    this.assistance = assistance;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> words = line.words();
    int start = commandStart(words, line.wordIndex());
    String word = line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
    if (word.startsWith("$")) {
      assistance.variables().forEach(name -> add("$" + name, "variables", candidates));
    } else if (start == line.wordIndex() && !word.contains("/")) {
      commands(word, candidates);
    } else if (word.startsWith("-")) {
      options(name(words.get(start)), candidates);
      if (name(words.get(start)).equals("kill")) {
        for (Signal signal : Signal.values()) {
          add("-" + signal.name(), "signals", candidates);
        }
      }
    } else {
      operand(words, start, line.wordIndex(), word, candidates);
    }
  }

  private void operand(
      List<String> words, int start, int index, String word, List<Candidate> candidates) {
    String before = words.get(index - 1);
    boolean typed =
        switch (name(words.get(start))) {
          case "modprobe", "insmod" -> module(words, start, index, word, candidates);
          case "modinfo" -> named(assistance.modules(), word, "modules", candidates);
          case "rmmod", "why", "blame" -> named(assistance.loaded(), word, "modules", candidates);
          case "plug" -> presets(candidates);
          case "su", "id", "groups" -> all(assistance.users(), "users", candidates);
          case "udevadm" -> index == start + 1 && all(VERBS, "verbs", candidates);
          case "mount" ->
              before.equals("-t") && all(assistance.fileSystems(), "file systems", candidates);
          case "trap" -> signals(candidates);
          case "man", "help", "which", "type" -> commands(word, candidates);
          default -> false;
        };
    if (!typed || word.contains("/")) {
      boolean onlyDirectories = List.of("cd", "rmdir").contains(name(words.get(start)));
      paths(word, onlyDirectories, candidates);
    }
  }

  /** The index of the word that names the command which the word at {@code index} belongs to. */
  private static int commandStart(List<String> words, int index) {
    int start = 0;
    for (int i = 0; i < index; i++) {
      if (SEPARATORS.contains(words.get(i)) || words.get(i).endsWith(";")) {
        start = i + 1;
      } else if (i == start
          && (PREFIXES.contains(words.get(i)) || words.get(i).matches("\\w+=.*"))) {
        start = i + 1;
      }
    }
    return start;
  }

  private static String name(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  private static void add(String text, String group, List<Candidate> candidates) {
    candidates.add(new Candidate(text, text, group, null, null, null, true));
  }

  private static boolean all(List<String> names, String group, List<Candidate> candidates) {
    names.forEach(name -> add(name, group, candidates));
    return true;
  }

  /** Commands with what they do; a summary is read only of those that are in question. */
  private boolean commands(String word, List<Candidate> candidates) {
    for (String name : new TreeSet<>(assistance.commands())) {
      String summary =
          !word.isEmpty() && name.startsWith(word)
              ? assistance.spec(name).map(ToolSpec::summary).orElse(null)
              : null;
      candidates.add(new Candidate(name, name, "commands", summary, null, null, true));
    }
    assistance.ownCommands().forEach(name -> add(name, "functions", candidates));
    return true;
  }

  private void options(String command, List<Candidate> candidates) {
    List<ToolSpec.Option> options =
        assistance.spec(command).map(ToolSpec::options).orElse(List.of());
    for (ToolSpec.Option option : options) {
      if (!option.word().isEmpty()) {
        boolean open = option.takesArgument() && !option.optional();
        String text = "--" + option.word() + (open ? "=" : "");
        candidates.add(new Candidate(text, text, "options", option.text(), null, null, !open));
      }
      if (option.letter() != '\0') {
        String text = "-" + option.letter();
        candidates.add(new Candidate(text, text, "options", option.text(), null, null, true));
      }
    }
  }

  /** The first operand is a module (or a file), those after it are its parameters. */
  private boolean module(
      List<String> words, int start, int index, String word, List<Candidate> candidates) {
    String module = firstOperand(words, start, index);
    if (module != null) {
      for (String line : assistance.parameters(module)) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          String text = line.substring(0, colon) + "=";
          String about = line.substring(colon + 1);
          candidates.add(new Candidate(text, text, "parameters", about, null, null, false));
        }
      }
      return true;
    }
    return words.get(start).endsWith("modprobe")
        && named(assistance.modules(), word, "modules", candidates);
  }

  private static @Nullable String firstOperand(List<String> words, int start, int index) {
    for (int i = start + 1; i < index; i++) {
      if (!words.get(i).startsWith("-")) {
        return words.get(i);
      }
    }
    return null;
  }

  /** Module names; dash and underscore are equal, and what was typed decides which is shown. */
  private static boolean named(
      List<String> names, String word, String group, List<Candidate> candidates) {
    boolean dashes = word.indexOf('-') >= 0;
    names.forEach(name -> add(dashes ? name.replace('_', '-') : name, group, candidates));
    return true;
  }

  private boolean signals(List<Candidate> candidates) {
    for (Signal signal : Signal.values()) {
      add(signal.name(), "signals", candidates);
    }
    return true;
  }

  private boolean presets(List<Candidate> candidates) {
    for (Dirent entry : assistance.list("/usr/share/modbox/devices")) {
      if (entry.name().endsWith(".umockdev")) {
        String name = entry.name().substring(0, entry.name().length() - ".umockdev".length());
        add(name, "devices", candidates);
      }
    }
    return true;
  }

  private void paths(String word, boolean onlyDirectories, List<Candidate> candidates) {
    int slash = word.lastIndexOf('/');
    String typed = word.substring(0, slash + 1);
    String dir = typed.startsWith("~/") ? "/root" + typed.substring(1) : typed;
    boolean hidden = word.startsWith(".", slash + 1);
    for (Dirent entry : assistance.list(dir.isEmpty() ? "." : dir)) {
      if (entry.name().startsWith(".") && !hidden) {
        continue;
      }
      boolean directory =
          entry.type() == Mode.DIR
              || (entry.type() == Mode.LNK && assistance.isDirectory(dir + entry.name()));
      if (onlyDirectories && !directory) {
        continue;
      }
      String shown = entry.name() + (directory ? "/" : "");
      candidates.add(new Candidate(typed + shown, shown, null, null, null, null, !directory));
    }
  }
}
