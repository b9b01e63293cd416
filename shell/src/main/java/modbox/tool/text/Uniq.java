package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.CharacterClass;
import modbox.user.text.Sizes;

/** Drops or reports repeated neighbouring lines. */
public final class Uniq implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "uniq",
          "[OPTION]... [INPUT [OUTPUT]]",
          "Filter adjacent matching lines from INPUT, writing to OUTPUT",
          flag('c', "count", "prefix lines by the number of occurrences"),
          flag('d', "repeated", "only print duplicate lines, one for each group"),
          flag('D', "", "print all duplicate lines"),
          optional(
              (char) 0,
              "all-repeated",
              "METHOD",
              "like -D, but groups apart: none, prepend, separate"),
          value('f', "skip-fields", "N", "avoid comparing the first N fields"),
          optional(
              (char) 0,
              "group",
              "METHOD",
              "show all items, groups apart: separate, prepend, append, both"),
          flag('i', "ignore-case", "ignore differences in case when comparing"),
          value('s', "skip-chars", "N", "avoid comparing the first N characters"),
          flag('u', "unique", "only print unique lines"),
          flag('z', "zero-terminated", "line delimiter is NUL, not newline"),
          value('w', "check-chars", "N", "compare no more than N characters in lines"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public List<String> normalize(List<String> argv) {
    var words = new ArrayList<String>();
    for (String word : argv) {
      words.add(word.matches("-[0-9]+") ? "-f" + word.substring(1) : word);
    }
    return words;
  }

  private record Rule(long fields, long chars, long width, boolean fold) {
    String key(String line) {
      int i = 0;
      for (long f = 0; f < fields && i < line.length(); f++) {
        while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
          i++;
        }
        while (i < line.length() && line.charAt(i) != ' ' && line.charAt(i) != '\t') {
          i++;
        }
      }
      i = (int) Math.min(line.length(), i + chars);
      int end = (int) Math.min(line.length(), i + width);
      String key = line.substring(i, end);
      return fold ? CharacterClass.toLower(key) : key;
    }
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> files = args.operands();
    if (files.size() > 2) {
      throw new Args.UsageException("extra operand " + Quote.always(files.get(2)));
    }
    var rule =
        new Rule(
            number(args, "skip-fields", "fields to skip", 0),
            number(args, "skip-chars", "bytes to skip", 0),
            number(args, "check-chars", "bytes to compare", Integer.MAX_VALUE),
            args.has("ignore-case"));
    boolean toFile = files.size() == 2 && !files.get(1).equals("-");
    Out out = proc.out();
    In in;
    try {
      in = In.open(proc, files.isEmpty() ? "-" : files.getFirst());
      if (toFile) {
        int fd =
            proc.sys()
                .open(files.get(1), Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC, 0666);
        out = new Out(proc.sys(), fd);
      }
    } catch (ErrnoException e) {
      return proc.fail(Quote.ifNeeded(e.what()) + ": " + e.errno().text());
    }
    new Filter(out, args, rule).run(in);
    out.flush();
    return ExitStatus.OK;
  }

  private static long number(Args args, String key, String what, long usual) throws Failure {
    Optional<String> text = args.value(key);
    if (text.isEmpty()) {
      return usual;
    }
    return Sizes.integer(text.get())
        .filter(n -> n >= 0)
        .map(n -> Math.min(n, Integer.MAX_VALUE))
        .orElseThrow(() -> new Failure(text.get() + ": invalid number of " + what));
  }

  private static final class Filter {
    private final Out out;
    private final Rule rule;
    private final boolean count;
    private final boolean repeated;
    private final boolean unique;
    private final boolean all;
    private final String method;
    private final int end;
    private final boolean everything;
    private boolean first = true;

    Filter(Out out, Args args, Rule rule) throws Args.UsageException {
      this.out = out;
      this.rule = rule;
      count = args.has("count");
      unique = args.has("unique");
      boolean grouped = args.has("group");
      repeated = args.has("repeated");
      all = args.has("D") || args.has("all-repeated") || grouped;
      method =
          grouped
              ? args.value("group").orElse("separate")
              : args.value("all-repeated").orElse("none");
      end = args.has("zero-terminated") ? 0 : '\n';
      if (grouped && (count || repeated || unique || args.has("D"))) {
        throw new Args.UsageException("--group is mutually exclusive with -c/-d/-D/-u");
      }
      if (all && count) {
        throw new Args.UsageException(
            "printing all duplicated lines and repeat counts is meaningless");
      }
      everything = grouped;
    }

    void run(In in) throws ErrnoException {
      Optional<String> line = in.until(end);
      while (line.isPresent()) {
        var group = new ArrayList<String>();
        group.add(line.get());
        String key = rule.key(line.get());
        long size = 1;
        line = in.until(end);
        while (line.isPresent() && rule.key(line.get()).equals(key)) {
          size++;
          if (all) {
            group.add(line.get());
          }
          line = in.until(end);
        }
        emit(group, size);
      }
      if (everything && !first && (method.equals("append") || method.equals("both"))) {
        out.write(end);
      }
    }

    private void emit(List<String> group, long size) throws ErrnoException {
      if (all) {
        if (everything || size > 1) {
          boolean before = method.equals("prepend") || method.equals("both");
          if (before || (!first && !method.equals("none"))) {
            out.write(end);
          }
          for (String line : group) {
            out.print(line).write(end);
          }
          first = false;
        }
        return;
      }
      if ((repeated && size == 1) || (unique && size > 1)) {
        return;
      }
      if (count) {
        String number = Long.toString(size);
        out.print(" ".repeat(Math.max(0, 7 - number.length()))).print(number).print(" ");
      }
      out.print(group.getFirst()).write(end);
    }
  }
}
