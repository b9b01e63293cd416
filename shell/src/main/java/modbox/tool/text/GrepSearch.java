package modbox.tool.text;

import java.util.ArrayDeque;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Proc;
import modbox.user.regex.RegexException;

/** Searches one file after the other and prints what grep prints. */
final class GrepSearch {
  private static final int TROUBLE = 2;

  /** A line that may be needed as leading context. */
  private record Held(String text, long number, long offset) {}

  private final Proc proc;
  private final Out out;
  private final GrepOptions options;
  private final GrepMatcher matcher;
  private final int end;
  private final boolean contexts;
  private boolean selected;
  private boolean failed;
  private boolean printed;

  GrepSearch(Proc proc, GrepOptions options) {
    this.options = options;
    this.proc = proc;
    out = proc.out();
    matcher = options.matcher();
    end = options.has("null-data") ? 0 : '\n';
    contexts = options.before() > 0 || options.after() > 0;
  }

  boolean selected() {
    return selected;
  }

  boolean failed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  /** Searches a file. */
  void search(In in, String name) throws ErrnoException, Failure {
    long count;
    try {
      count = lines(in, name);
    } catch (RegexException e) {
      throw new Failure(TROUBLE, e.text());
    }
    in.giveBack();
    if (options.quiet()) {
      selected |= count > 0;
      return;
    }
    if (options.has("count")
        && !options.has("files-with-matches")
        && !options.has("files-without-match")) {
      name(name, ":");
      out.println(Long.toString(count));
    }
    boolean without = options.has("files-without-match");
    if (options.has("files-with-matches") || without) {
      if (without == (count == 0)) {
        out.print(color("35", name));
        out.write(options.has("null") ? 0 : '\n');
        selected = true;
      }
      return;
    }
    selected |= count > 0;
  }

  private long lines(In in, String name) throws ErrnoException, RegexException {
    boolean text = options.has("text") || options.value("binary-files").orElse("").equals("text");
    boolean binary = !text && end != 0 && !in.atEnd() && in.holdsAhead(0);
    if (binary
        && (options.has("I") || options.value("binary-files").orElse("").equals("without-match"))) {
      return 0;
    }
    var held = new ArrayDeque<Held>();
    long count = 0;
    long number = 0;
    long offset = 0;
    long after = 0;
    long last = 0;
    boolean invert = options.has("invert-match");
    boolean firstOnly =
        options.quiet() || options.has("files-with-matches") || options.has("files-without-match");
    if (options.most() == 0) {
      return 0;
    }
    while (true) {
      Optional<String> next = in.until(end);
      if (next.isEmpty()) {
        return count;
      }
      String line = next.get();
      number++;
      binary |= !text && end != 0 && line.indexOf('\0') >= 0;
      boolean done = count >= options.most();
      if (!done && matcher.matches(line) != invert) {
        count++;
        if (firstOnly) {
          return count;
        }
        if (!options.summary() && binary) {
          proc.complain(name + ": binary file matches");
          return count;
        }
        if (!options.summary()) {
          separate(last, held.isEmpty() ? number : held.getFirst().number());
          for (Held line2 : held) {
            print(name, line2, "-");
          }
          held.clear();
          print(name, new Held(line, number, offset), ":");
          last = number;
        }
        after = options.after();
        if (count >= options.most() && (options.summary() || after == 0)) {
          return count;
        }
      } else if (after > 0 && !options.summary()) {
        after--;
        print(name, new Held(line, number, offset), "-");
        last = number;
        if (done && after == 0) {
          return count;
        }
      } else if (done) {
        return count;
      } else if (options.before() > 0 && !options.summary()) {
        held.add(new Held(line, number, offset));
        if (held.size() > options.before()) {
          held.remove();
        }
      }
      offset += line.length() + (in.terminated() ? 1 : 0);
    }
  }

  /** Groups of lines that do not touch stand apart. */
  private void separate(long last, long next) throws ErrnoException {
    if (contexts
        && !options.has("no-group-separator")
        && printed
        && (last == 0 || next > last + 1)) {
      out.println(color("36", options.value("group-separator").orElse("--")));
    }
    printed = true;
  }

  private void name(String name, String separator) throws ErrnoException {
    if (options.names()) {
      out.print(color("35", name));
      if (options.has("null")) {
        out.write(0);
      } else {
        out.print(color("36", separator));
      }
    }
  }

  private void print(String name, Held line, String separator)
      throws ErrnoException, RegexException {
    boolean match = separator.equals(":");
    if (options.has("only-matching")) {
      if (match && !options.has("invert-match")) {
        parts(name, line);
      }
      return;
    }
    prefix(name, line.number(), line.offset(), separator);
    boolean paints = options.colors() && (match != options.has("invert-match"));
    out.print(paints ? painted(line.text()) : line.text()).write(end);
    flush();
  }

  private void flush() throws ErrnoException {
    if (options.has("line-buffered")) {
      out.flush();
    }
  }

  private void prefix(String name, long number, long offset, String separator)
      throws ErrnoException {
    name(name, separator);
    if (options.has("line-number")) {
      out.print(color("32", Long.toString(number))).print(color("36", separator));
    }
    if (options.has("byte-offset")) {
      out.print(color("32", Long.toString(offset))).print(color("36", separator));
    }
    if (options.has("initial-tab") && (options.names() || options.has("line-number"))) {
      out.write('\t');
    }
  }

  private void parts(String name, Held line) throws ErrnoException, RegexException {
    String text = line.text();
    int from = 0;
    while (from <= text.length()) {
      Optional<GrepMatcher.Hit> hit = matcher.find(text, from);
      if (hit.isEmpty()) {
        return;
      }
      int start = hit.get().start();
      int stop = hit.get().end();
      if (stop > start) {
        prefix(name, line.number(), line.offset() + start, ":");
        out.print(color("01;31", text.substring(start, stop))).write(end);
        flush();
      }
      from = Math.max(stop, start + (stop == start ? 1 : 0));
    }
  }

  private String painted(String text) throws RegexException {
    var shown = new StringBuilder();
    int from = 0;
    int done = 0;
    while (from <= text.length()) {
      Optional<GrepMatcher.Hit> hit = matcher.find(text, from);
      if (hit.isEmpty()) {
        break;
      }
      int start = hit.get().start();
      int stop = hit.get().end();
      if (stop > start) {
        shown.append(text, done, start).append(color("01;31", text.substring(start, stop)));
        done = stop;
      }
      from = Math.max(stop, start + (stop == start ? 1 : 0));
    }
    return shown.append(text.substring(done)).toString();
  }

  private String color(String code, String text) {
    return options.colors() ? "\33[" + code + "m\33[K" + text + "\33[m\33[K" : text;
  }
}
