package modbox.tool.screen;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** less and more: text a screen at a time; without a terminal they are cat. */
public final class Less implements Tool {
  private final ToolSpec spec;

  public Less(String name) {
    spec =
        ToolSpec.of(
            name,
            "[OPTION]... [FILE]...",
            "View text a screen at a time",
            flag('e', "quit-at-eof", "quit the second time the end is reached"),
            flag('E', "QUIT-AT-EOF", "quit the first time the end is reached"),
            flag('F', "quit-if-one-screen", "quit if the text fits on one screen"),
            flag('i', "ignore-case", "ignore case in searches that have no capitals"),
            flag('I', "IGNORE-CASE", "ignore case in all searches"),
            flag('n', "line-numbers", "don't use line numbers"),
            flag('N', "LINE-NUMBERS", "show line numbers"),
            flag('r', "raw-control-chars", "output control characters as they are"),
            flag('R', "RAW-CONTROL-CHARS", "output colour sequences as they are"),
            flag('S', "chop-long-lines", "chop long lines"),
            flag('s', "squeeze-blank-lines", "squeeze several blank lines into one"),
            flag('X', "no-init", "don't use another screen"),
            value('p', "pattern", "PATTERN", "start at PATTERN"));
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  /** {@code +G} and {@code +/PATTERN} are commands to begin with. */
  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    for (String word : argv) {
      words.add(word.startsWith("+/") ? "--pattern=" + word.substring(2) : word);
    }
    return words;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    List<String> files = args.operands();
    boolean screen = proc.sys().isatty(1);
    if (files.isEmpty() && proc.sys().isatty(0)) {
      String hint = spec.name().equals("less") ? " (\"less --help\" for help)" : "";
      proc.err(
          spec.name().equals("less")
              ? "Missing filename" + hint + "\n"
              : "more: bad usage\nTry 'more --help' for more information.\n");
      return ExitStatus.FAILURE;
    }
    ExitStatus status = ExitStatus.OK;
    for (String file : files.isEmpty() ? List.of("-") : files) {
      if (file.startsWith("+")) {
        continue;
      }
      Optional<String> text = read(proc, file);
      if (text.isEmpty()) {
        status = ExitStatus.FAILURE;
      } else if (!screen) {
        proc.out().print(text.get());
      } else if (!page(proc, args, file, text.get())) {
        break;
      }
    }
    return status;
  }

  private static Optional<String> read(Proc proc, String file) throws ErrnoException {
    try {
      if (!file.equals("-") && proc.sys().stat(file).isDirectory()) {
        proc.err(file + " is a directory\n");
        return Optional.empty();
      }
      In in = In.open(proc, file);
      byte[] all = In.readAll(proc.sys(), in.fd());
      in.close();
      return Optional.of(Screen.text(all));
    } catch (ErrnoException e) {
      proc.err(file + ": " + e.errno().text() + "\n");
      return Optional.empty();
    }
  }

  private boolean page(Proc proc, Args args, String file, String text)
      throws ErrnoException, Failure {
    boolean raw = args.has("raw-control-chars") || args.has("RAW-CONTROL-CHARS");
    var pager = new Pager(proc, args, file.equals("-") ? "" : file, text, raw);
    boolean more = spec.name().equals("more");
    if (pager.fits() && (more || args.has("quit-if-one-screen"))) {
      proc.out().print(text);
      return true;
    }
    Screen screen = Screen.open(proc);
    try {
      return pager.run(screen, more || args.has("QUIT-AT-EOF"));
    } finally {
      screen.close();
    }
  }
}
