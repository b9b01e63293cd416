package modbox.vfs;

import io.vavr.collection.Vector;
import modbox.world.Bytes;

/**
 * A pipe or fifo: a row of {@link Vfs#PIPES}, by inode number.
 *
 * @param chunks what was written, oldest first
 * @param head bytes of the first chunk that are already read
 * @param size bytes that wait
 * @param readers open files that read; {@code writers} that write
 * @param readersEver how often it was opened for reading; a fifo's open waits for a change
 */
public record Pipe(
    Vector<Bytes> chunks,
    int head,
    int size,
    int readers,
    int writers,
    long readersEver,
    long writersEver) {
  static final Pipe NEW = new Pipe(Vector.empty(), 0, 0, 0, 0, 0, 0);

  Pipe ends(int reading, int writing) {
    return new Pipe(
        chunks,
        head,
        size,
        readers + reading,
        writers + writing,
        readersEver + Math.max(0, reading),
        writersEver + Math.max(0, writing));
  }

  Pipe queue(Vector<Bytes> other, int first, int bytes) {
    return new Pipe(other, first, bytes, readers, writers, readersEver, writersEver);
  }
}
