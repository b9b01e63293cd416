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
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.CharacterClass;

/** Joins lines of two sorted files on a common field. */
public final class Join implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "join",
          "[OPTION]... FILE1 FILE2",
          "For each pair of input lines with identical join fields, write a line",
          value('a', "", "FILENUM", "also print unpairable lines from file FILENUM, 1 or 2"),
          value('e', "", "STRING", "replace missing input fields with STRING"),
          flag('i', "ignore-case", "ignore differences in case when comparing fields"),
          value('j', "", "FIELD", "equivalent to '-1 FIELD -2 FIELD'"),
          value('o', "", "FORMAT", "obey FORMAT while constructing output line"),
          value('t', "", "CHAR", "use CHAR as input and output field separator"),
          value('v', "", "FILENUM", "like -a FILENUM, but suppress joined output lines"),
          value('1', "", "FIELD", "join on this FIELD of file 1"),
          value('2', "", "FIELD", "join on this FIELD of file 2"),
          flag((char) 0, "check-order", "check that the input is correctly sorted"),
          flag((char) 0, "nocheck-order", "do not check that the input is correctly sorted"),
          flag((char) 0, "header", "treat the first line in each file as field headers"),
          flag('z', "zero-terminated", "line delimiter is NUL, not newline"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> files = args.operands();
    if (files.size() != 2) {
      throw new Args.UsageException(
          files.isEmpty()
              ? "missing operand"
              : files.size() == 1
                  ? "missing operand after " + Quote.always(files.getFirst())
                  : "extra operand " + Quote.always(files.get(2)));
    }
    if (files.get(0).equals("-") && files.get(1).equals("-")) {
      throw new Failure("both files cannot be standard input");
    }
    var run = new Run(proc, args);
    return run.join(In.open(proc, files.get(0)), In.open(proc, files.get(1)));
  }

  /** A line, its fields and its join field. */
  private record Row(List<String> fields, String key) {}

  private static final class Run {
    private final Out out;
    private final Optional<Character> separator;
    private final int[] field = new int[3];
    private final boolean[] alone = new boolean[3];
    private final boolean pairs;
    private final boolean fold;
    private final String missing;
    private final List<String> format;
    private final int end;
    private final boolean header;
    private final boolean auto;
    private int width1;
    private int width2;

    Run(Proc proc, Args args) throws Failure {
      out = proc.out();
      separator =
          args.value("t").map(t -> t.isEmpty() ? '\n' : t.equals("\\0") ? '\0' : t.charAt(0));
      int both = number(args.value("j").orElse("1"));
      field[1] = args.value("1").isPresent() ? number(args.value("1").get()) : both;
      field[2] = args.value("2").isPresent() ? number(args.value("2").get()) : both;
      for (String key : List.of("a", "v")) {
        for (String file : args.values(key)) {
          if (!file.equals("1") && !file.equals("2")) {
            throw new Failure("invalid file number: " + Quote.always(file));
          }
          alone[file.charAt(0) - '0'] = true;
        }
      }
      pairs = !args.has("v");
      fold = args.has("ignore-case");
      missing = args.value("e").orElse("");
      auto = args.values("o").contains("auto");
      var items = new ArrayList<String>();
      if (!auto) {
        args.values("o").forEach(o -> items.addAll(List.of(o.split("[, \t]+"))));
      }
      for (String item : items) {
        if (!item.matches("0|[12]\\.[1-9][0-9]{0,8}")) {
          throw new Failure("invalid field specifier: " + Quote.always(item));
        }
      }
      format = items;
      end = args.has("zero-terminated") ? 0 : '\n';
      header = args.has("header");
    }

    private static int number(String text) throws Failure {
      if (!text.matches("[1-9][0-9]{0,8}")) {
        throw new Failure("invalid field number: " + Quote.always(text));
      }
      return Integer.parseInt(text);
    }

    ExitStatus join(In first, In second) throws ErrnoException {
      Optional<Row> a = row(first, 1);
      Optional<Row> b = row(second, 2);
      width1 = a.map(r -> r.fields().size()).orElse(0);
      width2 = b.map(r -> r.fields().size()).orElse(0);
      if (header && (a.isPresent() || b.isPresent())) {
        emit(a, b);
        a = row(first, 1);
        b = row(second, 2);
      }
      while (a.isPresent() && b.isPresent()) {
        int order = compare(a.get().key(), b.get().key());
        if (order < 0) {
          unpaired(a.get(), 1);
          a = row(first, 1);
        } else if (order > 0) {
          unpaired(b.get(), 2);
          b = row(second, 2);
        } else {
          String key = a.get().key();
          var left = new ArrayList<Row>();
          for (; a.isPresent() && compare(a.get().key(), key) == 0; a = row(first, 1)) {
            left.add(a.get());
          }
          var right = new ArrayList<Row>();
          for (; b.isPresent() && compare(b.get().key(), key) == 0; b = row(second, 2)) {
            right.add(b.get());
          }
          product(left, right);
        }
      }
      for (; a.isPresent(); a = row(first, 1)) {
        unpaired(a.get(), 1);
      }
      for (; b.isPresent(); b = row(second, 2)) {
        unpaired(b.get(), 2);
      }
      return ExitStatus.OK;
    }

    private void product(List<Row> left, List<Row> right) throws ErrnoException {
      if (!pairs) {
        return;
      }
      for (Row x : left) {
        for (Row y : right) {
          emit(Optional.of(x), Optional.of(y));
        }
      }
    }

    private void unpaired(Row row, int file) throws ErrnoException {
      if (alone[file]) {
        emit(
            file == 1 ? Optional.of(row) : Optional.empty(),
            file == 2 ? Optional.of(row) : Optional.empty());
      }
    }

    private int compare(String a, String b) {
      return fold ? CharacterClass.toLower(a).compareTo(CharacterClass.toLower(b)) : a.compareTo(b);
    }

    private Optional<Row> row(In in, int file) throws ErrnoException {
      return in.until(end)
          .map(
              line -> {
                List<String> fields = fields(line);
                int at = field[file] - 1;
                return new Row(fields, at < fields.size() ? fields.get(at) : "");
              });
    }

    private List<String> fields(String line) {
      if (separator.isPresent()) {
        return List.of(
            line.split(java.util.regex.Pattern.quote(String.valueOf(separator.get())), -1));
      }
      var fields = new ArrayList<String>();
      for (String field : line.split("[ \t]+", -1)) {
        fields.add(field);
      }
      if (!fields.isEmpty() && fields.getFirst().isEmpty()) {
        fields.removeFirst();
      }
      if (!fields.isEmpty() && fields.getLast().isEmpty()) {
        fields.removeLast();
      }
      return fields;
    }

    private void emit(Optional<Row> a, Optional<Row> b) throws ErrnoException {
      var parts = new ArrayList<String>();
      String key = a.or(() -> b).map(Row::key).orElse("");
      if (!format.isEmpty()) {
        for (String item : format) {
          parts.add(item.equals("0") ? orMissing(key) : cell(item.startsWith("1") ? a : b, item));
        }
      } else {
        parts.add(orMissing(key));
        rest(parts, a, 1, auto ? width1 : 0);
        rest(parts, b, 2, auto ? width2 : 0);
      }
      out.print(String.join(String.valueOf(separator.orElse(' ')), parts)).write(end);
    }

    private String orMissing(String text) {
      return text.isEmpty() ? missing : text;
    }

    private String cell(Optional<Row> row, String item) {
      int at = Integer.parseInt(item.substring(2)) - 1;
      return orMissing(
          row.filter(r -> at < r.fields().size()).map(r -> r.fields().get(at)).orElse(""));
    }

    private void rest(List<String> parts, Optional<Row> row, int file, int width) {
      List<String> fields = row.map(Row::fields).orElse(List.of());
      for (int i = 0; i < (width > 0 ? width : fields.size()); i++) {
        if (i != field[file] - 1) {
          parts.add(i < fields.size() ? orMissing(fields.get(i)) : missing);
        }
      }
    }
  }
}
