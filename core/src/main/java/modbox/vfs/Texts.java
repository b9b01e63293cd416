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
    if (content instanceof SeqFile seq) {
      var text = new Text(caller);
      seq.show(text);
      return text.toString();
    } else if (content instanceof Attribute attribute) {
      return attribute.show(caller);
    } else if (content instanceof Binary binary) {
      return binary.bytes(caller);
    }
    throw (content == null ? Errno.ENODEV : Errno.EINVAL).on("read");
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
    if (content instanceof Attribute attribute) {
      attribute.store(caller, text);
    } else if (content instanceof Binary binary) {
      binary.store(caller, row.position(), text);
    } else if (content == null) {
      throw Errno.ENODEV.on("write");
    } else {
      throw (content instanceof SeqFile ? Errno.EIO : Errno.EINVAL).on("write");
    }
    OpenFile after = vfs.world().get(Vfs.FILES, row.id());
    if (after != null) {
      files.put(after.position(row.position() + count));
    }
    return count;
  }
}
