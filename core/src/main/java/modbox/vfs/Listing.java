package modbox.vfs;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;

/** The entries of a directory as getdents(2) gives them. */
final class Listing {
  private final Vfs vfs;

  Listing(Vfs vfs) {
    this.vfs = vfs;
  }

  List<Dirent> of(Place dir) throws ErrnoException {
    FileSystem fs = vfs.files(dir.node());
    var list = new ArrayList<Dirent>();
    list.add(new Dirent(".", ino(dir), Mode.DIR));
    list.add(new Dirent("..", ino(vfs.mounts().up(dir, vfs.current().root())), Mode.DIR));
    list.addAll(fs.list(dir.node(), vfs.current().caller()));
    return list;
  }

  private long ino(Place place) throws ErrnoException {
    return vfs.attributes().stat(place).ino();
  }
}
