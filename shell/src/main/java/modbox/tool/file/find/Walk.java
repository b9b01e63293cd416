package modbox.tool.file.find;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Stat;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.file.Directories;
import modbox.user.file.Paths;

/** Goes through trees and puts the expression to each file. */
public final class Walk {
  /** Which links are followed: {@code -P -H -L}. */
  public enum Follow {
    NEVER,
    NAMED,
    ALWAYS
  }

  private final Proc proc;
  private final Follow follow;
  private final Settings settings;
  private final Condition expression;
  private final List<String> chain = new ArrayList<>();

  private Walk(Proc proc, Follow follow, Settings settings, Condition expression) {
    this.proc = proc;
    this.follow = follow;
    this.settings = settings;
    this.expression = expression;
  }

  /** Runs an expression over the operands; whether all went well. */
  public static boolean run(Proc proc, Follow follow, List<String> starts, List<String> words)
      throws ErrnoException, Failure {
    var settings = new Settings();
    Condition expression = new ExpressionParser(proc, settings, follow, words).parse();
    var walk = new Walk(proc, follow, settings, expression);
    for (String start : starts) {
      if (!settings.quits) {
        walk.start(start);
      }
    }
    settings.finish();
    return !settings.failed;
  }

  private void start(String path) throws ErrnoException, Failure {
    try {
      Stat stat = stat(path, follow != Follow.NEVER);
      visit(new Entry(path, path, 0, stat), stat.dev());
    } catch (ErrnoException e) {
      complain(path, e);
    }
  }

  private Stat stat(String path, boolean through) throws ErrnoException {
    if (through) {
      try {
        return proc.sys().stat(path);
      } catch (ErrnoException e) {
        return proc.sys().lstat(path);
      }
    }
    return proc.sys().lstat(path);
  }

  private void complain(String path, ErrnoException e) throws ErrnoException {
    settings.failed = true;
    proc.complain(Quote.always(path), e);
  }

  private void visit(Entry entry, long device) throws ErrnoException, Failure {
    proc.sys().checkpoint();
    boolean shown = entry.depth() >= settings.minDepth && entry.depth() <= settings.maxDepth;
    settings.pruned = false;
    if (shown && !settings.depthFirst) {
      expression.test(entry);
    }
    boolean enters =
        entry.stat().isDirectory()
            && !settings.quits
            && (settings.depthFirst || !settings.pruned)
            && entry.depth() < settings.maxDepth
            && (!settings.oneFileSystem || entry.stat().dev() == device);
    if (enters) {
      below(entry, device);
    }
    if (shown && settings.depthFirst && !settings.quits) {
      expression.test(entry);
    }
  }

  private void below(Entry entry, long device) throws ErrnoException, Failure {
    String key = entry.stat().dev() + ":" + entry.stat().ino();
    if (chain.contains(key)) {
      settings.failed = true;
      proc.complain(
          "File system loop detected; "
              + Quote.always(entry.path())
              + " is part of the same file system loop");
      return;
    }
    List<Dirent> entries;
    try {
      entries = Directories.entries(proc.sys(), entry.path());
    } catch (ErrnoException e) {
      complain(entry.path(), e);
      return;
    }
    chain.add(key);
    for (Dirent found : entries) {
      if (settings.quits) {
        break;
      }
      String path = Paths.join(entry.path(), found.name());
      try {
        Stat stat = stat(path, follow == Follow.ALWAYS);
        visit(new Entry(path, entry.start(), entry.depth() + 1, stat), device);
      } catch (ErrnoException e) {
        complain(path, e);
      }
    }
    chain.removeLast();
  }
}
