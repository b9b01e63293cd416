package modbox.tool.text.awk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.kernel.Syscalls;
import modbox.user.Failure;
import modbox.user.regex.Match;

/** Cuts an input into records. */
final class RecordReader {
  private static final int BLOCK = 65536;

  private final Syscalls sys;
  private final int fd;
  private byte[] block = new byte[4096];
  private String ahead = "";
  private int at;
  private boolean ended;

  RecordReader(Syscalls sys, int fd) {
    this.sys = sys;
    this.fd = fd;
  }

  void close() throws ErrnoException {
    if (fd != 0) {
      sys.close(fd);
    }
  }

  /** The next record; empty at the end. */
  Optional<String> next(String separator, Patterns patterns) throws ErrnoException, Failure {
    if (separator.isEmpty()) {
      return paragraph();
    } else if (separator.length() == 1) {
      return upTo(separator);
    }
    return upTo(patterns.of(separator));
  }

  private boolean fill() throws ErrnoException {
    if (ended) {
      return false;
    }
    int count = sys.read(fd, block, 0, block.length);
    if (count == 0) {
      ended = true;
      return false;
    }
    ahead = ahead.substring(at) + new String(block, 0, count, StandardCharsets.ISO_8859_1);
    at = 0;
    if (count == block.length && block.length < BLOCK) {
      block = new byte[BLOCK];
    }
    return true;
  }

  private Optional<String> take(int end, int next) {
    String record = ahead.substring(at, end);
    at = next;
    return Optional.of(record);
  }

  private Optional<String> rest() {
    return at < ahead.length() ? take(ahead.length(), ahead.length()) : Optional.empty();
  }

  private Optional<String> upTo(String separator) throws ErrnoException {
    int searched = 0;
    while (true) {
      int end = ahead.indexOf(separator, at + searched);
      if (end >= 0) {
        return take(end, end + separator.length());
      }
      searched = Math.max(0, ahead.length() - at - separator.length() + 1);
      if (!fill()) {
        return rest();
      }
    }
  }

  /** A match that reaches the end of what was read might go on: more is read first. */
  private Optional<String> upTo(Pattern separator) throws ErrnoException, Failure {
    while (true) {
      String text = ahead.substring(at);
      Optional<Match> found = separator.find(text, 0);
      while (found.isPresent() && found.get().start() == found.get().end()) {
        int after = found.get().end() + 1;
        found = after > text.length() ? Optional.empty() : separator.find(text, after);
      }
      if (found.isPresent() && (ended || found.get().end() < text.length())) {
        return take(at + found.get().start(), at + found.get().end());
      }
      if (!fill()) {
        return found.isPresent() ? take(at + found.get().start(), at + found.get().end()) : rest();
      }
    }
  }

  private Optional<String> paragraph() throws ErrnoException {
    while (true) {
      while (at < ahead.length() && ahead.charAt(at) == '\n') {
        at++;
      }
      if (at < ahead.length()) {
        break;
      }
      if (!fill()) {
        return Optional.empty();
      }
    }
    Optional<String> record = upTo("\n\n");
    return record.map(text -> text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
  }
}
