package modbox.vfs;

import modbox.world.Bytes;

/**
 * An open file, what descriptors refer to: a row of {@link Vfs#FILES}.
 *
 * @param kind FILE, DIRECTORY, PATH, TEXT, PIPE, DEVICE, or a name that a subsystem registered
 * @param flags access mode and status flags
 * @param position bytes
 * @param references how many descriptors refer to it
 * @param data what the behaviour keeps with it
 * @param text made for a {@link modbox.pseudo.SeqFile} when it was first read
 * @param lock flock(2): 0 none, 1 shared, 2 exclusive
 */
public record OpenFile(
    long id,
    String kind,
    Place place,
    long rdev,
    int flags,
    long position,
    int references,
    long data,
    Bytes text,
    int lock) {
  /** A file of a stored file system. */
  public static final String FILE = "file";

  public static final String DIRECTORY = "directory";

  /** Opened with O_PATH. */
  public static final String PATH = "path";

  /** A pseudo file with generated text, or with behaviour of its own. */
  public static final String TEXT = "text";

  public static final String PIPE = "pipe";

  /** A device node. */
  public static final String DEVICE = "device";

  public OpenFile position(long bytes) {
    return new OpenFile(id, kind, place, rdev, flags, bytes, references, data, text, lock);
  }

  public OpenFile references(int count) {
    return new OpenFile(id, kind, place, rdev, flags, position, count, data, text, lock);
  }

  public OpenFile flags(int bits) {
    return new OpenFile(id, kind, place, rdev, bits, position, references, data, text, lock);
  }

  public OpenFile data(long value) {
    return new OpenFile(id, kind, place, rdev, flags, position, references, value, text, lock);
  }

  OpenFile text(Bytes made) {
    return new OpenFile(id, kind, place, rdev, flags, position, references, data, made, lock);
  }

  OpenFile lock(int mode) {
    return new OpenFile(id, kind, place, rdev, flags, position, references, data, text, mode);
  }

  /** Whether it was opened for reading. */
  public boolean readable() {
    return (flags & 3) != 1 && !kind.equals(PATH);
  }

  /** Whether it was opened for writing. */
  public boolean writable() {
    return (flags & 3) != 0 && !kind.equals(PATH);
  }
}
