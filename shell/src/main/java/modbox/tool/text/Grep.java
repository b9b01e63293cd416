package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Prints lines that match patterns: grep, egrep, fgrep. */
public final class Grep implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "grep",
              "[OPTION]... PATTERNS [FILE]...",
              "Search for PATTERNS in each FILE",
              flag('E', "extended-regexp", "PATTERNS are extended regular expressions"),
              flag('F', "fixed-strings", "PATTERNS are strings"),
              flag('G', "basic-regexp", "PATTERNS are basic regular expressions"),
              flag('P', "perl-regexp", "PATTERNS are Perl regular expressions"),
              value('e', "regexp", "PATTERNS", "use PATTERNS for matching"),
              value('f', "file", "FILE", "take PATTERNS from FILE"),
              flag('i', "ignore-case", "ignore case distinctions in patterns and data"),
              flag('y', "", "ignore case distinctions in patterns and data"),
              flag((char) 0, "no-ignore-case", "do not ignore case distinctions (default)"),
              flag('w', "word-regexp", "match only whole words"),
              flag('x', "line-regexp", "match only whole lines"),
              flag('z', "null-data", "a data line ends in 0 byte, not newline"),
              flag('s', "no-messages", "suppress error messages"),
              flag('v', "invert-match", "select non-matching lines"),
              value('m', "max-count", "NUM", "stop after NUM selected lines"),
              flag('b', "byte-offset", "print the byte offset with output lines"),
              flag('n', "line-number", "print line number with output lines"),
              flag((char) 0, "line-buffered", "flush output on every line"),
              flag('H', "with-filename", "print file name with output lines"),
              flag('h', "no-filename", "suppress the file name prefix on output"),
              value((char) 0, "label", "LABEL", "use LABEL as the standard input file name prefix"),
              flag('o', "only-matching", "show only nonempty parts of lines that match"),
              flag('q', "quiet", "suppress all normal output"),
              flag((char) 0, "silent", "suppress all normal output"),
              value((char) 0, "binary-files", "TYPE", "assume that binary files are TYPE"),
              flag('a', "text", "equivalent to --binary-files=text"),
              flag('I', "", "equivalent to --binary-files=without-match"),
              value('d', "directories", "ACTION", "how to handle directories: read, recurse, skip"),
              value('D', "devices", "ACTION", "how to handle devices, FIFOs and sockets"),
              flag('r', "recursive", "like --directories=recurse"),
              flag('R', "dereference-recursive", "likewise, but follow all symlinks"),
              value((char) 0, "include", "GLOB", "search only files that match GLOB"),
              value((char) 0, "exclude", "GLOB", "skip files that match GLOB"),
              value(
                  (char) 0, "exclude-from", "FILE", "skip files that match any pattern from FILE"),
              value((char) 0, "exclude-dir", "GLOB", "skip directories that match GLOB"),
              flag('L', "files-without-match", "print only names of FILEs with no selected lines"),
              flag('l', "files-with-matches", "print only names of FILEs with selected lines"),
              flag('c', "count", "print only a count of selected lines per FILE"),
              flag('T', "initial-tab", "make tabs line up (if needed)"),
              flag('Z', "null", "print 0 byte after FILE name"),
              value('B', "before-context", "NUM", "print NUM lines of leading context"),
              value('A', "after-context", "NUM", "print NUM lines of trailing context"),
              value('C', "context", "NUM", "print NUM lines of output context"),
              value((char) 0, "group-separator", "SEP", "print SEP between matches with context"),
              flag(
                  (char) 0,
                  "no-group-separator",
                  "do not print a separator for matches with context"),
              optional((char) 0, "color", "WHEN", "use markers to highlight the matching strings"),
              optional((char) 0, "colour", "WHEN", "use markers to highlight the matching strings"),
              flag('U', "binary", "do not strip CR characters at EOL (MSDOS/Windows)"))
          .usageStatus(2);

  private final ToolSpec spec;

  /**
   * The tool of this name.
   *
   * @param name {@code grep}, {@code egrep} or {@code fgrep}
   */
  public Grep(String name) {
    spec = SPEC.named(name);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    boolean options = true;
    for (String word : argv) {
      options &= !word.equals("--");
      words.add(options && word.matches("-[0-9]+") ? "-C" + word.substring(1) : word);
    }
    return words;
  }

  @Override
  public String hint(Proc proc) {
    return "Usage: "
        + proc.name()
        + " [OPTION]... PATTERNS [FILE]...\n"
        + "Try '"
        + proc.argv0()
        + " --help' for more information.\n";
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    GrepOptions options = GrepOptions.of(proc, args, spec.name());
    var search = new GrepSearch(proc, options);
    boolean recursive = options.recursive();
    List<String> files = options.files();
    if (files.isEmpty()) {
      files = List.of(recursive ? "." : "-");
      new GrepWalk(proc, options, search).walk(files, recursive);
    } else {
      new GrepWalk(proc, options, search).walk(files, false);
    }
    if (search.failed() && !(search.selected() && options.has("quiet"))) {
      return new ExitStatus(2);
    }
    return search.selected() ? ExitStatus.OK : ExitStatus.FAILURE;
  }
}
