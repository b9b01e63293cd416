package modbox.user.nio;

import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The entries of a directory at the moment when it was opened. */
final class GuestEntries implements DirectoryStream<Path> {
  private final Iterator<Path> entries;
  private boolean asked;
  private boolean closed;

  GuestEntries(List<Path> entries) {
    this.entries = entries.iterator();
  }

  @Override
  public Iterator<Path> iterator() {
    if (asked || closed) {
      throw new IllegalStateException("the stream is closed or has been iterated");
    }
    asked = true;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !closed && entries.hasNext();
      }

      @Override
      public Path next() {
        if (closed) {
          throw new NoSuchElementException();
        }
        return entries.next();
      }
    };
  }

  @Override
  public void close() {
    closed = true;
  }
}
