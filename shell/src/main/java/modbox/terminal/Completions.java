package modbox.terminal;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.Mode;
import modbox.user.ToolSpec;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, options (from the declarations that parse them), module names and paths. */
final class Completions implements Completer {
  private static final List<String> SEPARATORS =
      List.of("|", "||", "&&", ";", "&", "{", "(", "!", "then", "do", "else", "if", "while");
  private static final List<String> PREFIXES =
      List.of("sudo", "env", "time", "exec", "command", "nohup");

  private final Assistance assistance;

  Completions(Assistance assistance) {
    this.assistance = assistance;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> words = line.words();
    int start = commandStart(words, line.wordIndex());
    String word = line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
    if (start == line.wordIndex() && !word.contains("/")) {
      assistance.commands().forEach(name -> candidates.add(new Candidate(name)));
      return;
    }
    String command = name(words.get(start));
    if (word.startsWith("-")) {
      options(command, candidates);
    } else {
      switch (command) {
        case "modprobe", "modinfo" -> modules(assistance.modules(), candidates);
        case "rmmod" -> modules(assistance.loaded(), candidates);
        case "plug" -> presets(candidates);
        default -> paths(word, candidates);
      }
      if (word.contains("/")) {
        paths(word, candidates);
      }
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

  private static void modules(List<String> names, List<Candidate> candidates) {
    names.forEach(name -> candidates.add(new Candidate(name)));
  }

  private void presets(List<Candidate> candidates) {
    for (Dirent entry : assistance.list("/usr/share/modbox/devices")) {
      if (entry.name().endsWith(".umockdev")) {
        candidates.add(
            new Candidate(entry.name().substring(0, entry.name().length() - ".umockdev".length())));
      }
    }
  }

  private void paths(String word, List<Candidate> candidates) {
    int slash = word.lastIndexOf('/');
    String typed = word.substring(0, slash + 1);
    String dir = typed.startsWith("~/") ? "/root" + typed.substring(1) : typed;
    var entries = new ArrayList<>(assistance.list(dir.isEmpty() ? "." : dir));
    for (Dirent entry : entries) {
      boolean directory =
          entry.type() == Mode.DIR
              || (entry.type() == Mode.LNK && assistance.isDirectory(dir + entry.name()));
      String text = typed + entry.name() + (directory ? "/" : "");
      candidates.add(
          new Candidate(
              text, entry.name() + (directory ? "/" : ""), null, null, null, null, !directory));
    }
  }
}
