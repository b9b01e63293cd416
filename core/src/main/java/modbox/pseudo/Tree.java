package modbox.pseudo;

import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;

/**
 * A node of a pseudo file system. A tree is written as a literal that reads like the output of
 * {@code tree}: {@code dir("sys", dir("kernel", attr("modprobe", 0644, modprobePath)))}.
 */
public sealed interface Tree {
  /** Permission bits. */
  int mode();

  /** Owner. */
  int uid();

  /** Group. */
  int gid();

  /** Type and permission bits, as stat(2) shows them. */
  int fullMode();

  /** The same with other permission bits and another owner. */
  Tree with(int mode, int uid, int gid);

  /** A directory. */
  record Dir(Directory entries, int mode, int uid, int gid) implements Tree {
    @Override
    public int fullMode() {
      return Mode.DIR | mode;
    }

    @Override
    public Dir with(int mode, int uid, int gid) {
      return new Dir(entries, mode, uid, gid);
    }
  }

  /**
   * A file.
   *
   * @param size as stat(2) shows it, in bytes
   * @param rdev device number if it is a character device, else 0
   */
  record File(Content content, int mode, int uid, int gid, long size, long rdev) implements Tree {
    @Override
    public int fullMode() {
      return (rdev == 0 ? Mode.REG : Mode.CHR) | mode;
    }

    @Override
    public File with(int mode, int uid, int gid) {
      return new File(content, mode, uid, gid, size, rdev);
    }
  }

  /** A symbolic link. Its permission bits mean nothing but to who looks at /proc/PID/fd. */
  record Link(Target target, int mode, int uid, int gid) implements Tree {
    @Override
    public int fullMode() {
      return Mode.LNK | mode;
    }

    @Override
    public Link with(int mode, int uid, int gid) {
      return new Link(target, mode, uid, gid);
    }
  }

  /** Makes the text of a link; /proc/self depends on who asks. */
  @FunctionalInterface
  interface Target {
    String text(Caller caller) throws ErrnoException;
  }

  /** A node and its name in the directory above. */
  record Named(String name, Tree node) {
    /** The same node with other permission bits. */
    public Named mode(int bits) {
      return new Named(name, node.with(bits, node.uid(), node.gid()));
    }

    /** The same node with another owner. */
    public Named owner(int uid, int gid) {
      return new Named(name, node.with(node.mode(), uid, gid));
    }

    /** The same file with another size in stat(2). */
    public Named size(long bytes) {
      return node instanceof File f
          ? new Named(name, new File(f.content, f.mode, f.uid, f.gid, bytes, f.rdev))
          : this;
    }
  }

  /** A directory, 0555, with these entries in this order. */
  static Named dir(String name, Named... entries) {
    return new Named(name, directory(List.of(entries)));
  }

  /** A directory, 0555, with these entries and then those of {@code more}. */
  static Named dir(String name, List<Named> entries, Directory more) {
    return new Named(name, new Dir(new Branch(entries, more), 0555, 0, 0));
  }

  /** A directory, 0555, whose entries are computed. */
  static Named dynamic(String name, Directory entries) {
    return new Named(name, new Dir(entries, 0555, 0, 0));
  }

  /** A directory node, 0555. */
  static Dir directory(List<Named> entries) {
    return new Dir(new Branch(entries, Directory.EMPTY), 0555, 0, 0);
  }

  /** A file that is read only, 0444. */
  static Named file(String name, SeqFile content) {
    return new Named(name, new File(content, 0444, 0, 0, 0, 0));
  }

  /** A file with behaviour of its own. */
  static Named special(String name, int mode, Special content) {
    return new Named(name, new File(content, mode, 0, 0, 0, 0));
  }

  /** An attribute, shown with a size of one page. */
  static Named attr(String name, int mode, Attribute attribute) {
    return new Named(name, new File(attribute, mode, 0, 0, 4096, 0));
  }

  /** An attribute that is read only, 0444. */
  static Named attr(String name, Attribute.Show show) {
    return attr(name, 0444, Attribute.readOnly(show));
  }

  /** An attribute that never changes, 0444; a newline is added. */
  static Named value(String name, String value) {
    return attr(name, () -> value + "\n");
  }

  /** A binary attribute. */
  static Named binary(String name, int mode, long size, Binary content) {
    return new Named(name, new File(content, mode, 0, 0, size, 0));
  }

  /** A symbolic link. */
  static Named link(String name, String target) {
    return link(name, caller -> target);
  }

  /** A symbolic link whose text is computed. */
  static Named link(String name, Target target) {
    return new Named(name, new Link(target, 0777, 0, 0));
  }
}
