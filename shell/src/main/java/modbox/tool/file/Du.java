package modbox.tool.file;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Directories;
import modbox.user.file.Paths;
import modbox.user.text.Glob;
import modbox.user.text.Sizes;

/** Adds up what files take. */
public final class Du implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "du",
          "[OPTION]... [FILE]...",
          "Summarize device usage of the set of FILEs, recursively for directories",
          flag('0', "null", "end each output line with NUL, not newline"),
          flag('a', "all", "write counts for all files, not just directories"),
          flag((char) 0, "apparent-size", "print apparent sizes rather than device usage"),
          value('B', "block-size", "SIZE", "scale sizes by SIZE before printing them"),
          flag('b', "bytes", "equivalent to '--apparent-size --block-size=1'"),
          flag('c', "total", "produce a grand total"),
          flag('D', "dereference-args", "dereference only symlinks listed on the command line"),
          value('d', "max-depth", "N", "print the total only N or fewer levels below the argument"),
          value((char) 0, "exclude", "PATTERN", "exclude files that match PATTERN"),
          flag('H', "", "equivalent to --dereference-args (-D)"),
          flag('h', "human-readable", "print sizes in human readable format"),
          flag('k', "", "like --block-size=1K"),
          flag('L', "dereference", "dereference all symbolic links"),
          flag('l', "count-links", "count sizes many times if hard linked"),
          flag('m', "", "like --block-size=1M"),
          flag('P', "no-dereference", "don't follow any symbolic links (the default)"),
          flag('S', "separate-dirs", "for directories do not include size of subdirectories"),
          flag((char) 0, "si", "like -h, but use powers of 1000 not 1024"),
          flag('s', "summarize", "display only a total for each argument"),
          flag('x', "one-file-system", "skip directories on different file systems"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    var run = new Run(proc, args);
    long total = 0;
    for (String path : args.operands().isEmpty() ? List.of(".") : args.operands()) {
      total += run.operand(path);
    }
    if (args.has("total")) {
      run.print(total, "total");
    }
    return run.failed ? ExitStatus.FAILURE : ExitStatus.OK;
  }

  private static final class Run {
    private final Proc proc;
    private final Args args;
    private final Set<String> seen = new TreeSet<>();
    private final boolean apparent;
    private final long unit;
    private final long depth;
    private boolean failed;

    Run(Proc proc, Args args) throws Args.UsageException, Failure {
      this.proc = proc;
      this.args = args;
      apparent = args.has("apparent-size") || args.has("bytes");
      unit = unit(args);
      Optional<String> text = args.value("max-depth");
      if (text.isPresent() && Sizes.integer(text.get()).filter(n -> n >= 0).isEmpty()) {
        throw new Args.UsageException("invalid maximum depth " + Quote.always(text.get()));
      }
      if (args.has("all") && args.has("summarize")) {
        throw new Args.UsageException("cannot both summarize and show all entries");
      }
      depth =
          args.has("summarize") ? 0 : text.flatMap(Sizes::integer).orElse((long) Integer.MAX_VALUE);
    }

    private static long unit(Args args) throws Failure {
      long unit = 1024;
      for (Args.Given given : args.given()) {
        unit =
            switch (given.key()) {
              case "bytes" -> 1;
              case "k" -> 1024;
              case "m" -> 1024 * 1024;
              case "block-size" ->
                  Sizes.parse(given.value().orElse(""))
                      .filter(n -> n > 0)
                      .orElseThrow(
                          () ->
                              new Failure(
                                  "invalid --block-size argument "
                                      + Quote.always(given.value().orElse(""))));
              default -> unit;
            };
      }
      return unit;
    }

    long operand(String path) throws ErrnoException {
      try {
        boolean follow = args.has("dereference") || args.has("dereference-args") || args.has("H");
        Stat stat = follow ? proc.sys().stat(path) : proc.sys().lstat(path);
        return node(path, stat, 0, stat.dev());
      } catch (ErrnoException e) {
        complain("cannot access " + Quote.always(path), e);
        return 0;
      }
    }

    private void complain(String what, ErrnoException e) throws ErrnoException {
      proc.complain(what, e);
      failed = true;
    }

    private long node(String path, Stat stat, int level, long device) throws ErrnoException {
      if (stat.nlink() > 1
          && !stat.isDirectory()
          && !args.has("count-links")
          && !seen.add(stat.dev() + ":" + stat.ino())) {
        return 0;
      }
      long own =
          apparent
              ? (stat.isDirectory() && !args.has("bytes") ? 0 : stat.size())
              : stat.blocks() * 512;
      long below = 0;
      long inDirectories = 0;
      if (stat.isDirectory()) {
        for (String name : names(path)) {
          String inner = Paths.join(path, name);
          if (excluded(name, inner)) {
            continue;
          }
          Stat found = args.has("dereference") ? proc.sys().stat(inner) : proc.sys().lstat(inner);
          if (args.has("one-file-system") && found.dev() != device) {
            continue;
          }
          long size = node(inner, found, level + 1, device);
          below += size;
          inDirectories += found.isDirectory() ? size : 0;
        }
      }
      long shown = own + below - (args.has("separate-dirs") ? inDirectories : 0);
      if ((stat.isDirectory() || args.has("all") || level == 0) && level <= depth) {
        print(shown, path);
      }
      return own + below;
    }

    private List<String> names(String path) throws ErrnoException {
      try {
        return new ArrayList<>(
            Directories.entries(proc.sys(), path).stream().map(e -> e.name()).toList());
      } catch (ErrnoException e) {
        complain("cannot read directory " + Quote.always(path), e);
        return List.of();
      }
    }

    private boolean excluded(String name, String path) {
      return args.values("exclude").stream()
          .anyMatch(p -> Glob.matches(p, name) || Glob.matches(p, path));
    }

    void print(long bytes, String name) throws ErrnoException {
      String size =
          args.has("human-readable") || args.has("si")
              ? Sizes.human(bytes, args.has("si") ? 1000 : 1024)
              : Long.toString((bytes + unit - 1) / unit);
      proc.out().print(size).print("\t").print(name).write(args.has("null") ? 0 : '\n');
    }
  }
}
