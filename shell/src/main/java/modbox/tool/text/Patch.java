package modbox.tool.text;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.tool.text.diff.Hunk;
import modbox.tool.text.diff.Lines;
import modbox.tool.text.diff.PatchReader;
import modbox.tool.text.diff.Patching;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.text.Sizes;

/** Applies what diff found to files. */
public final class Patch implements Tool {
  private static final int TROUBLE = 2;
  private static final int FUZZ = 2;

  private static final ToolSpec SPEC =
      ToolSpec.of(
              "patch",
              "[OPTION]... [ORIGFILE [PATCHFILE]]",
              "Apply a diff file to an original",
              value('p', "strip", "NUM", "strip NUM leading components from file names"),
              value('F', "fuzz", "LINES", "set the fuzz factor to LINES for inexact matching"),
              flag('N', "forward", "ignore patches that appear to be reversed or already applied"),
              flag('R', "reverse", "assume patches were created with old and new files swapped"),
              value('i', "input", "PATCHFILE", "read patch from PATCHFILE instead of stdin"),
              value('o', "output", "FILE", "output patched files to FILE"),
              value('r', "reject-file", "FILE", "output rejects to FILE"),
              value('d', "directory", "DIR", "change the working directory to DIR first"),
              flag('b', "backup", "back up the original contents of each file"),
              flag((char) 0, "no-backup-if-mismatch", "back up only if asked for"),
              flag('E', "remove-empty-files", "remove output files that are empty"),
              flag('f', "force", "like -t, but ignore bad-Prereq patches"),
              flag('t', "batch", "ask no questions"),
              flag('s', "quiet", "work silently unless an error occurs"),
              flag('u', "unified", "interpret the patch as a unified difference"),
              flag('c', "context", "interpret the patch as a context difference"),
              flag('n', "normal", "interpret the patch as a normal difference"),
              flag((char) 0, "dry-run", "do not change any files"))
          .usageStatus(TROUBLE);

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public String hint(Proc proc) {
    return proc.name() + ": Try '" + proc.name() + " --help' for more information.\n";
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    List<String> operands = args.operands();
    if (operands.size() > 2) {
      throw new Args.UsageException(operands.get(2) + ": extra operand");
    }
    if (args.has("directory")) {
      proc.sys().chdir(args.value("directory").orElse("."));
    }
    String file = operands.size() > 1 ? operands.get(1) : args.value("input").orElse("-");
    String text;
    try {
      In in = In.open(proc, file);
      text =
          new String(In.readAll(proc.sys(), in.fd()), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (ErrnoException e) {
      throw new Failure(TROUBLE, "**** Can't open patch file " + file + " : " + e.errno().text());
    }
    List<PatchReader.FilePatch> patches = PatchReader.read(text);
    if (patches.isEmpty() && !text.isEmpty()) {
      throw new Failure(TROUBLE, "**** Only garbage was found in the patch input.");
    }
    int status = 0;
    for (PatchReader.FilePatch each : patches) {
      status = Math.max(status, new Job(proc, args, each, operands).run());
    }
    return new ExitStatus(status);
  }

  /** The patch of one file. */
  private static final class Job {
    private final Proc proc;
    private final Args args;
    private final PatchReader.FilePatch patch;
    private final List<String> operands;
    private final List<Hunk> hunks = new ArrayList<>();
    private final List<Hunk> rejected = new ArrayList<>();
    private final boolean reverse;
    private boolean inexact;

    Job(Proc proc, Args args, PatchReader.FilePatch patch, List<String> operands) {
      this.proc = proc;
      this.args = args;
      this.patch = patch;
      this.operands = operands;
      reverse = args.has("reverse");
      patch.hunks().forEach(h -> hunks.add(reverse ? h.reversed() : h));
    }

    private String oldName() {
      return reverse ? patch.newName() : patch.oldName();
    }

    private String newName() {
      return reverse ? patch.oldName() : patch.newName();
    }

    int run() throws ErrnoException, Failure {
      String target = operands.isEmpty() ? target() : operands.getFirst();
      String output = args.value("output").orElse(target);
      boolean creates = oldName().equals("/dev/null") || hunks.getFirst().oldStart() == 0;
      String before = read(target, creates);
      if (!args.has("quiet")) {
        String verb = args.has("dry-run") ? "checking" : "patching";
        String from = output.equals(target) ? "" : " (read from " + target + ")";
        proc.out().println(verb + " file " + output + from);
      }
      var patching = new Patching(Lines.of(before));
      if (skips(patching)) {
        rejected.addAll(hunks);
        tell(output, " ignored");
        reject(output);
        return 1;
      }
      apply(patching);
      if (!args.has("dry-run")) {
        write(target, output, before, patching.text());
      }
      if (!rejected.isEmpty()) {
        tell(output, " FAILED");
        reject(output);
      }
      return rejected.isEmpty() ? 0 : 1;
    }

    /** The first name of the header that is there, stripped as -p says. */
    private String target() throws Failure {
      for (String name : List.of(oldName(), newName())) {
        String path = strip(name);
        if (!name.equals("/dev/null") && exists(path)) {
          return path;
        }
      }
      String name = oldName().equals("/dev/null") ? newName() : oldName();
      String path = strip(name);
      if (path.isEmpty() || (!exists(path) && !oldName().equals("/dev/null"))) {
        throw new Failure(TROUBLE, "**** can't find file to patch: " + name);
      }
      return path;
    }

    private boolean exists(String path) {
      try {
        proc.sys().stat(path);
        return true;
      } catch (ErrnoException e) {
        return false;
      }
    }

    private String strip(String name) throws Failure {
      Optional<String> text = args.value("strip");
      if (text.isEmpty()) {
        return name.substring(name.lastIndexOf('/') + 1);
      }
      long count =
          Sizes.integer(text.get())
              .orElseThrow(
                  () ->
                      new Failure(TROUBLE, "**** strip count " + text.get() + " is not a number"));
      String path = name;
      for (long i = 0; i < count && path.indexOf('/') >= 0; i++) {
        path = path.substring(path.indexOf('/') + 1);
      }
      return path;
    }

    private String read(String target, boolean creates) throws ErrnoException, Failure {
      try {
        return proc.readText(target);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.ENOENT && creates) {
          return "";
        }
        throw new Failure(TROUBLE, "**** Can't open file " + target + " : " + e.errno().text());
      }
    }

    private int fuzz() {
      return args.value("fuzz").flatMap(Sizes::integer).map(Long::intValue).orElse(FUZZ);
    }

    /** A patch that only fits backwards has been applied before; nobody is there to be asked. */
    private boolean skips(Patching patching) throws ErrnoException {
      Hunk first = hunks.getFirst();
      boolean back =
          !args.has("force")
              && patching.find(first, fuzz()).isEmpty()
              && patching.find(first.reversed(), 0).isPresent();
      if (back) {
        String what = reverse ? "Unreversed" : "Reversed";
        String said = what + " (or previously applied) patch detected!  ";
        proc.out()
            .print(
                args.has("forward") || args.has("batch")
                    ? said + "Skipping patch.\n"
                    : said
                        + (reverse ? "Ignore -R? [n] \n" : "Assume -R? [n] \n")
                        + "Apply anyway? [n] \nSkipping patch.\n");
      }
      return back;
    }

    private void apply(Patching patching) throws ErrnoException {
      int number = 0;
      for (Hunk hunk : hunks) {
        number++;
        proc.sys().checkpoint();
        Optional<Patching.Fit> fit = patching.find(hunk, fuzz());
        if (fit.isEmpty()) {
          proc.out().println("Hunk #" + number + " FAILED at " + hunk.oldStart() + ".");
          rejected.add(hunk);
          continue;
        }
        int line = patching.apply(hunk, fit.get());
        int offset = patching.offset();
        int used = fit.get().fuzz();
        inexact |= offset != 0 || used > 0;
        if ((offset != 0 || used > 0) && !args.has("quiet")) {
          String lines = offset == 1 || offset == -1 ? " line" : " lines";
          proc.out()
              .println(
                  "Hunk #"
                      + number
                      + " succeeded at "
                      + line
                      + (used > 0 ? " with fuzz " + used : "")
                      + (offset != 0 ? " (offset " + offset + lines + ")" : "")
                      + ".");
        }
      }
    }

    private void write(String target, String output, String before, String after)
        throws ErrnoException {
      boolean mismatch = (inexact || !rejected.isEmpty()) && !args.has("no-backup-if-mismatch");
      if ((args.has("backup") || mismatch) && output.equals(target)) {
        proc.writeText(target + ".orig", before);
      }
      boolean removes = newName().equals("/dev/null") || args.has("remove-empty-files");
      if (removes && after.isEmpty() && rejected.isEmpty()) {
        proc.sys().unlink(output);
      } else {
        proc.writeText(output, after);
      }
    }

    private void tell(String output, String what) throws ErrnoException {
      String saving =
          args.has("dry-run")
              ? ""
              : " -- saving rejects to file " + args.value("reject-file").orElse(output + ".rej");
      proc.out()
          .println(
              rejected.size()
                  + " out of "
                  + hunks.size()
                  + (hunks.size() == 1 ? " hunk" : " hunks")
                  + what
                  + saving);
    }

    private void reject(String output) throws ErrnoException {
      if (args.has("dry-run")) {
        return;
      }
      var text = new StringBuilder("--- " + oldName() + "\n+++ " + newName() + "\n");
      rejected.forEach(h -> text.append(h.unified()));
      proc.writeText(args.value("reject-file").orElse(output + ".rej"), text.toString());
    }
  }
}
