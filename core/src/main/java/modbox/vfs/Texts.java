package modbox.vfs;

import java.nio.charset.StandardCharsets;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Attribute;
import modbox.pseudo.Binary;
import modbox.pseudo.Caller;
import modbox.pseudo.Content;
import modbox.pseudo.SeqFile;
import modbox.pseudo.Special;
import modbox.pseudo.Text;
import modbox.world.Bytes;

/** Reading and writing of files that are no stored bytes: pseudo files, devices, other kinds. */
final class Texts {
  /** The most that one write hands to an attribute. Source: kernfs_fop_write_iter. */
  private static final int PAGE = 4096;

  private final Vfs vfs;
  private final Files files;

  Texts(Vfs vfs, Files files) {
    this.vfs = vfs;
    this.files = files;
  }

  int read(OpenFile row, byte[] buffer, int offset, int length) throws ErrnoException {
    Special special = files.behaviour(row);
    if (special != null) {
      return special.read(new FileHandle(vfs, row.id()), buffer, offset, length);
    }
    NodeRef node = row.place().node();
    Content content = vfs.files(node).content(node);
    OpenFile made = row;
    if (row.position() == 0 || row.text().size() == 0 || content instanceof Binary) {
      made = row.text(Bytes.of(show(content, vfs.current().caller())));
    }
    int there = (int) Math.max(0, Math.min(length, made.text().size() - row.position()));
    if (there > 0) {
      made.text().copy((int) row.position(), buffer, offset, there);
    }
    files.put(made.position(row.position() + there));
    return there;
  }

  static String show(@org.jspecify.annotations.Nullable Content content, Caller caller)
      throws ErrnoException {
    return switch (content) {
      case SeqFile seq -> {
        var text = new Text(caller);
        seq.show(text);
        yield text.toString();
      }
      case Attribute attribute -> attribute.show(caller);
      case Binary binary -> binary.bytes(caller);
      case Special special -> throw Errno.EINVAL.on("read");
      case null -> throw Errno.ENODEV.on("read");
    };
  }

  int write(OpenFile row, byte[] buffer, int offset, int length) throws ErrnoException {
    Special special = files.behaviour(row);
    if (special != null) {
      return special.write(new FileHandle(vfs, row.id()), buffer, offset, length);
    }
    if (length == 0) {
      return 0;
    }
    NodeRef node = row.place().node();
    Content content = vfs.files(node).content(node);
    int count = Math.min(length, PAGE);
    String text = new String(buffer, offset, count, StandardCharsets.ISO_8859_1);
    Caller caller = vfs.current().caller();
    switch (content) {
      case Attribute attribute -> attribute.store(caller, text);
      case Binary binary -> binary.store(caller, row.position(), text);
      case SeqFile seq -> throw Errno.EIO.on("write");
      case Special other -> throw Errno.EINVAL.on("write");
      case null -> throw Errno.ENODEV.on("write");
    }
    OpenFile after = vfs.world().get(Vfs.FILES, row.id());
    if (after != null) {
      files.put(after.position(row.position() + count));
    }
    return count;
  }
}
