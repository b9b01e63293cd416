package modbox.tool.text;

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
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Escapes;

/** Puts lines of files side by side. */
public final class Paste implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "paste",
          "[OPTION]... [FILE]...",
          "Write lines consisting of the sequentially corresponding lines from each FILE",
          value('d', "delimiters", "LIST", "reuse characters from LIST instead of TABs"),
          flag('s', "serial", "paste one file at a time instead of in parallel"),
          flag('z', "zero-terminated", "line delimiter is NUL, not newline"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    List<String> delimiters = delimiters(args.value("delimiters").orElse("\t"));
    int end = args.has("zero-terminated") ? 0 : '\n';
    if (args.has("serial")) {
      return proc.eachInput(args.operands(), (_, in) -> serial(proc, in, delimiters, end));
    }
    var inputs = new ArrayList<In>();
    var standard = new In(proc.sys(), 0);
    for (String file : args.operands().isEmpty() ? List.of("-") : args.operands()) {
      try {
        inputs.add(file.equals("-") ? standard : In.open(proc, file));
      } catch (ErrnoException e) {
        return proc.fail(Quote.ifNeeded(file) + ": " + e.errno().text());
      }
    }
    parallel(proc, inputs, delimiters, end);
    return ExitStatus.OK;
  }

  private static List<String> delimiters(String list) throws Failure {
    var all = new ArrayList<String>();
    for (int i = 0; i < list.length(); i++) {
      if (list.charAt(i) != '\\') {
        all.add(list.substring(i, i + 1));
      } else if (++i == list.length()) {
        throw new Failure("delimiter list ends with an unescaped backslash: " + list);
      } else if (list.charAt(i) == '0') {
        all.add("");
      } else {
        int simple = Escapes.simple(list.charAt(i));
        all.add(String.valueOf(simple < 0 ? list.charAt(i) : (char) simple));
      }
    }
    return all.isEmpty() ? List.of("") : all;
  }

  private static void serial(Proc proc, In in, List<String> delimiters, int end)
      throws ErrnoException {
    int count = 0;
    for (var line = in.until(end); line.isPresent(); line = in.until(end)) {
      if (count > 0) {
        proc.out().print(delimiters.get((count - 1) % delimiters.size()));
      }
      proc.out().print(line.get());
      count++;
    }
    proc.out().write(end);
  }

  private static void parallel(Proc proc, List<In> inputs, List<String> delimiters, int end)
      throws ErrnoException {
    while (true) {
      var text = new StringBuilder();
      boolean any = false;
      for (int i = 0; i < inputs.size(); i++) {
        Optional<String> line = inputs.get(i).until(end);
        any |= line.isPresent();
        text.append(line.orElse(""));
        text.append(i < inputs.size() - 1 ? delimiters.get(i % delimiters.size()) : "");
      }
      if (!any) {
        return;
      }
      proc.out().print(text.toString()).write(end);
    }
  }
}
