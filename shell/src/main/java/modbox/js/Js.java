package modbox.js;

import static modbox.user.ToolSpec.value;

import java.nio.charset.StandardCharsets;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/**
 * {@code js}: runs a scenario. Exit statuses: 0 pass, 1 a failed expectation, 2 usage or a syntax
 * error, 3 an error in the script, 42 a limit.
 */
public final class Js implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
              "js",
              "[-e CODE | FILE [ARGUMENT]...]",
              "run a scenario in JavaScript",
              value('e', "eval", "CODE", "run CODE instead of a file"),
              value(
                  '\0',
                  "name",
                  "FILE",
                  "the file that CODE was read from, for messages and imports"),
              value(
                  '\0',
                  "max-statements",
                  "N",
                  "stop after N statements (default 50000000; 0 for no limit)"))
          .parsing(ToolSpec.Parsing.STOP_AT_OPERAND)
          .usageStatus(2);

  private static final long MAX_STATEMENTS = 50_000_000;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    long limit;
    try {
      limit = args.value("max-statements").map(Long::parseLong).orElse(MAX_STATEMENTS);
    } catch (NumberFormatException _) {
      proc.complain(
          "invalid number of statements '" + args.value("max-statements").orElse("") + "'");
      return ExitStatus.USAGE;
    }
    if (args.has("eval")) {
      String code =
          new String(
              args.value("eval").orElse("").getBytes(StandardCharsets.ISO_8859_1),
              StandardCharsets.UTF_8);
      return new Script(proc, limit)
          .run(args.value("name").orElse("/eval.js"), code, args.operands());
    }
    if (args.operands().isEmpty()) {
      proc.complain("no script given");
      return ExitStatus.USAGE;
    }
    String file = args.operands().getFirst();
    List<String> rest = args.operands().subList(1, args.operands().size());
    String text;
    try {
      text = new String(proc.readFile(file), StandardCharsets.UTF_8);
    } catch (ErrnoException e) {
      proc.complain(file + ": " + e.errno().text());
      return ExitStatus.USAGE;
    }
    return new Script(proc, limit).run(absolute(proc, file), text, rest);
  }

  private static String absolute(Proc proc, String file) throws ErrnoException {
    return file.startsWith("/") ? file : proc.sys().getcwd() + "/" + file;
  }
}
