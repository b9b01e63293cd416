package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.tool.text.sed.Run;
import modbox.tool.text.sed.Script;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** The stream editor. */
public final class Sed implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "sed",
          "[OPTION]... {script-only-if-no-other-script} [input-file]...",
          "Edit text as it streams by",
          flag('n', "quiet", "suppress automatic printing of pattern space"),
          flag((char) 0, "silent", "suppress automatic printing of pattern space"),
          value('e', "expression", "script", "add the script to the commands to be executed"),
          value('f', "file", "script-file", "add the contents of script-file to the commands"),
          flag((char) 0, "follow-symlinks", "follow symlinks when processing in place"),
          optional(
              'i', "in-place", "SUFFIX", "edit files in place (makes backup if SUFFIX supplied)"),
          value(
              'l', "line-length", "N", "specify the desired line-wrap length for the `l' command"),
          flag('b', "binary", "(ignored)"),
          flag((char) 0, "posix", "disable all GNU extensions"),
          flag('E', "regexp-extended", "use extended regular expressions in the script"),
          flag('r', "", "use extended regular expressions in the script"),
          flag('s', "separate", "consider files as separate rather than as a single stream"),
          flag((char) 0, "sandbox", "operate in sandbox mode (disable e/r/w commands)"),
          flag('u', "unbuffered", "load minimal amounts of data and flush the output often"),
          flag('z', "null-data", "separate lines by NUL characters"));

  private static final int LINE = 70;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> files = args.operands();
    var sources = new ArrayList<Script.Source>();
    int number = 0;
    for (Args.Given given : args.given()) {
      if (given.key().equals("expression")) {
        sources.add(expression(++number, given.value().orElse("")));
      } else if (given.key().equals("file")) {
        sources.add(file(proc, given.value().orElse("")));
      }
    }
    if (sources.isEmpty()) {
      if (files.isEmpty()) {
        proc.err("Usage: " + proc.argv0() + " " + SPEC.synopsis() + "\n\n");
        throw new Args.UsageException("");
      }
      sources.add(expression(1, files.getFirst()));
      files = files.subList(1, files.size());
    }
    boolean extended = args.has("regexp-extended") || args.has("r");
    Script script = Script.parse(sources, extended, args.has("posix"), proc.sys()::checkpoint);
    String width = args.value("line-length").orElse(Integer.toString(LINE));
    int columns =
        Sizes.integer(width)
            .filter(n -> n >= 0)
            .map(n -> (int) Math.min(n, Integer.MAX_VALUE))
            .orElseThrow(() -> new Failure("invalid line length: " + Quote.always(width)));
    var options =
        new Run.Options(
            args.has("quiet") || args.has("silent") || script.silent(),
            args.has("separate"),
            args.has("in-place"),
            args.value("in-place").orElse(""),
            args.has("unbuffered"),
            args.has("null-data"),
            args.has("posix"),
            columns);
    return new Run(proc, script, options, files.isEmpty() ? List.of("-") : files).run();
  }

  private static Script.Source expression(int number, String text) {
    return new Script.Source("-e expression #" + number, text, false);
  }

  private static Script.Source file(Proc proc, String name) throws Failure {
    try {
      In in = In.open(proc, name);
      String text =
          new String(In.readAll(proc.sys(), in.fd()), java.nio.charset.StandardCharsets.ISO_8859_1);
      in.close();
      String bare = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      return new Script.Source("file " + name, bare, true);
    } catch (ErrnoException e) {
      throw new Failure("couldn't open file " + name + ": " + e.errno().text());
    }
  }
}
