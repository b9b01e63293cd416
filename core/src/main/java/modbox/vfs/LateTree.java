package modbox.vfs;

import java.util.List;
import java.util.function.Supplier;
import modbox.abi.ErrnoException;
import org.jspecify.annotations.Nullable;

/** A lower layer that is made when somebody first looks into it; forks may do so from threads. */
public final class LateTree implements LowerTree {
  private final String name;
  private final Supplier<LowerTree> maker;
  private @Nullable LowerTree tree;

  /**
   * A layer.
   *
   * @param name that of the tree which is made
   */
  public LateTree(String name, Supplier<LowerTree> maker) {
    this.name = name;
    this.maker = maker;
  }

  private synchronized LowerTree tree() {
    LowerTree made = tree;
    if (made == null) {
      made = maker.get();
      tree = made;
    }
    return made;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable LowerNode node(String path) throws ErrnoException {
    return tree().node(path);
  }

  @Override
  public List<String> names(String path) throws ErrnoException {
    return tree().names(path);
  }

  @Override
  public int read(String path, long stamp, long position, byte[] buffer, int offset, int length)
      throws ErrnoException {
    return tree().read(path, stamp, position, buffer, offset, length);
  }
}
