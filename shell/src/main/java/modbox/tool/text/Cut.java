package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Prints parts of each line. */
public final class Cut implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "cut",
          "OPTION... [FILE]...",
          "Print selected parts of lines from each FILE to standard output",
          value('b', "bytes", "LIST", "select only these bytes"),
          value('c', "characters", "LIST", "select only these characters"),
          value('d', "delimiter", "DELIM", "use DELIM instead of TAB for field delimiter"),
          value('f', "fields", "LIST", "select only these fields; print lines without delimiter"),
          flag('n', "", "(ignored)"),
          flag((char) 0, "complement", "complement the set of selected parts"),
          flag('s', "only-delimited", "do not print lines not containing delimiters"),
          value((char) 0, "output-delimiter", "STRING", "use STRING as the output delimiter"),
          flag('z', "zero-terminated", "line delimiter is NUL, not newline"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    int kinds = args.count("bytes") + args.count("characters") + args.count("fields");
    if (kinds == 0) {
      throw new Args.UsageException("you must specify a list of bytes, characters, or fields");
    } else if (kinds > 1) {
      throw new Args.UsageException("only one list may be specified");
    }
    boolean fields = args.has("fields");
    if (!fields && args.has("delimiter")) {
      throw new Args.UsageException(
          "an input delimiter may be specified only when operating on fields");
    }
    if (!fields && args.has("only-delimited")) {
      throw new Args.UsageException(
          "suppressing non-delimited lines makes sense\n\tonly when operating on fields");
    }
    String delimiter = args.value("delimiter").orElse("\t");
    if (delimiter.length() > 1) {
      throw new Args.UsageException("the delimiter must be a single character");
    }
    String list =
        args.value(fields ? "fields" : args.has("bytes") ? "bytes" : "characters").orElse("");
    CutList wanted = CutList.parse(list, fields, args.has("complement"));
    char separator = delimiter.isEmpty() ? '\0' : delimiter.charAt(0);
    String glue = args.value("output-delimiter").orElse(fields ? String.valueOf(separator) : "");
    int end = args.has("zero-terminated") ? 0 : '\n';
    return proc.eachInput(
        args.operands(),
        (_, in) -> {
          if (fields) {
            fields(proc, in, wanted, separator, glue, args.has("only-delimited"), end);
          } else {
            bytes(proc, in, wanted, glue, end);
          }
        });
  }

  private static void bytes(Proc proc, In in, CutList wanted, String glue, int end)
      throws ErrnoException {
    for (var line = in.until(end); line.isPresent(); line = in.until(end)) {
      String text = line.get();
      var kept = new StringBuilder();
      boolean any = false;
      for (int i = 1; i <= text.length(); i++) {
        if (wanted.has(i)) {
          if (any && wanted.startsRange(i)) {
            kept.append(glue);
          }
          kept.append(text.charAt(i - 1));
          any = true;
        }
      }
      proc.out().print(kept.toString()).write(end);
    }
  }

  private static void fields(
      Proc proc, In in, CutList wanted, char separator, String glue, boolean only, int end)
      throws ErrnoException {
    for (var line = in.until(end); line.isPresent(); line = in.until(end)) {
      String text = line.get();
      if (text.indexOf(separator) < 0) {
        if (!only) {
          proc.out().print(text).write(end);
        }
        continue;
      }
      var kept = new StringBuilder();
      boolean any = false;
      int field = 1;
      for (int i = 0; i <= text.length(); field++) {
        int next = text.indexOf(separator, i);
        int stop = next < 0 ? text.length() : next;
        if (wanted.has(field)) {
          kept.append(any ? glue : "").append(text, i, stop);
          any = true;
        }
        i = stop + 1;
      }
      proc.out().print(kept.toString()).write(end);
    }
  }
}
