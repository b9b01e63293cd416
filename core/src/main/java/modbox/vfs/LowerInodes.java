package modbox.vfs;

import io.vavr.collection.List;
import io.vavr.collection.TreeMap;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;

/** Makes rows of the entries of lower layers. */
final class LowerInodes {
  private final Layers layers;

  LowerInodes(Layers layers) {
    this.layers = layers;
  }

  /** The row of an entry that has been found below a directory. */
  Inode inode(int fs, long dirIno, Layers.Found found) throws ErrnoException {
    LowerNode node = found.node();
    int nlink = 1;
    Data data =
        switch (node.mode() & Mode.FMT) {
          case Mode.DIR -> new Data.Dir(TreeMap.empty(), dirIno, found.lower());
          case Mode.REG -> Data.File.lower(found.layer(), found.path(), node.size(), node.stamp());
          case Mode.LNK -> new Data.Link(node.target());
          default -> new Data.None();
        };
    if (node.isDirectory()) {
      nlink = 2 + subdirectories(found.lower());
    }
    return new Inode(
        fs,
        node.mode(),
        node.uid(),
        node.gid(),
        nlink,
        node.rdev(),
        node.size(),
        node.mtime(),
        node.mtime(),
        node.mtime(),
        node.mtime(),
        TreeMap.empty(),
        data);
  }

  /** How many directories there are below: each is a link to the one above. */
  int subdirectories(List<Data.Lower> stack) throws ErrnoException {
    int count = 0;
    for (String name : layers.names(stack)) {
      Layers.Found found = layers.find(stack, name);
      count += found != null && found.node().isDirectory() ? 1 : 0;
    }
    return count;
  }
}
