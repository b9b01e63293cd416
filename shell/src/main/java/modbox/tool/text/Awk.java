package modbox.tool.text;

import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.tool.text.awk.AwkRun;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** awk as mawk 1.3.4 has it: the messages, limits and number formats are that program's. */
public final class Awk implements Tool {
  private static final int TROUBLE = 2;

  private final ToolSpec spec;

  public Awk(String name) {
    spec =
        ToolSpec.of(
                name,
                "[-F VALUE] [-v VAR=VALUE]... {PROGRAM | -f FILE...} [FILE]...",
                "Find lines by patterns and work on them",
                value('f', "", "FILE", "read the program from FILE"),
                value('F', "", "VALUE", "set the field separator FS"),
                value('v', "", "VAR=VALUE", "assign before the program begins"),
                value('W', "", "OPTION", "mawk's own options: version, usage, posix_space ..."))
            .parsing(ToolSpec.Parsing.RAW)
            .usageStatus(TROUBLE);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  /** The command line as far as it was read. */
  private static final class Line {
    private final Proc proc;
    private final List<String> words;
    private final List<String> assignments = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private int at;
    private boolean version;
    private boolean usage;

    Line(Proc proc, List<String> words) {
      this.proc = proc;
      this.words = words;
    }

    void read() throws Failure {
      while (at < words.size() && words.get(at).length() > 1 && words.get(at).startsWith("-")) {
        String word = words.get(at++);
        if (word.equals("--")) {
          return;
        }
        option(word.charAt(1), word);
      }
    }

    private void option(char letter, String word) throws Failure {
      switch (letter) {
        case 'f' -> files.add(argument(word));
        case 'F' -> assignments.add("FS=" + argument(word));
        case 'v' -> {
          String assignment = argument(word);
          if (!AwkRun.isAssignment(assignment)) {
            throw new Failure(TROUBLE, "improper assignment: -v " + assignment);
          }
          assignments.add(assignment);
        }
        case 'W' -> {
          String name = argument(word);
          version |= name.startsWith("v");
          usage |= name.startsWith("u") || name.startsWith("h");
        }
        default -> throw new Failure(TROUBLE, "not an option: " + word);
      }
    }

    private String argument(String word) throws Failure {
      if (word.length() > 2) {
        return word.substring(2);
      }
      if (at >= words.size()) {
        throw new Failure(TROUBLE, "option " + word + " lacks argument");
      }
      return words.get(at++);
    }

    /** The text of the program, and past it the operands. */
    String program() throws Failure {
      if (files.isEmpty()) {
        return words.get(at++);
      }
      var text = new StringBuilder();
      for (String file : files) {
        try {
          In in = In.open(proc, file);
          text.append(
              new String(
                  In.readAll(proc.sys(), in.fd()), java.nio.charset.StandardCharsets.ISO_8859_1));
          in.close();
        } catch (ErrnoException e) {
          throw new Failure(TROUBLE, "cannot open " + file + " (" + e.errno().text() + ")");
        }
        text.append('\n');
      }
      return text.substring(0, text.length() - 1);
    }
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    var line = new Line(proc, args.raw());
    line.read();
    if (line.version) {
      proc.out().println("mawk 1.3.4 20200120").println("modbox's own; no limits compiled in");
      return ExitStatus.OK;
    }
    if (line.usage || (line.files.isEmpty() && line.at >= line.words.size())) {
      String usage = "Usage: " + proc.name() + " [Options] [Program] [file ...]\n";
      if (line.usage) {
        proc.out().print(usage);
      } else {
        proc.err(usage);
      }
      return new ExitStatus(line.usage ? 0 : TROUBLE);
    }
    String program = line.program();
    List<String> operands = line.words.subList(line.at, line.words.size());
    return AwkRun.run(proc, program, line.assignments, operands);
  }
}
