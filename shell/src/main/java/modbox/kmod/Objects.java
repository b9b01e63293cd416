package modbox.kmod;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.elf.Compression;
import modbox.elf.ElfException;
import modbox.elf.ModuleObject;

/** Reads module objects, with the error numbers that libkmod gives for bad ones. */
public final class Objects {
  /** What is read from an object while it is open. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(ModuleObject object) throws ElfException;
  }

  /** So many bytes tell how a file is compressed; kmod refuses what is shorter. */
  private static final int MAGIC = 6;

  private final KmodFiles files;
  private final Flavour flavour;

  public Objects(KmodFiles files, Flavour flavour) {
    this.files = files;
    this.flavour = flavour;
  }

  /** Opens an object, reads from it, closes it. ENOEXEC if it is none, EINVAL if it is damaged. */
  public <T> T read(String path, Reading<T> reading) throws ErrnoException {
    KmodFiles.OpenObject file = files.open(path);
    try {
      if (file.size() < MAGIC) {
        throw Errno.EINVAL.on(path);
      }
      if (!flavour.readsGzip() && Compression.of(file.read(0, MAGIC)) == Compression.GZIP) {
        throw Errno.ENOEXEC.on(path);
      }
      return reading.of(ModuleObject.open(file));
    } catch (ElfException e) {
      if (e.getCause() instanceof ErrnoException cause) {
        throw cause;
      }
      throw (e.isNotElf() ? Errno.ENOEXEC : Errno.EINVAL).on(path);
    } finally {
      file.close();
    }
  }

  /** The error for an object that lacks what was asked for. */
  public ErrnoException missing(String path) {
    return (flavour.missingSectionIsNoData() ? Errno.ENODATA : Errno.ENOENT).on(path);
  }

  /** A key and its value. */
  public record Info(String key, String value) {
    /** From {@code key=value}; all is key if there is no equals sign. */
    static Info of(String text) {
      int equal = text.indexOf('=');
      return equal < 0
          ? new Info(text, "")
          : new Info(text.substring(0, equal), text.substring(equal + 1));
    }
  }

  /** The pairs of strings. */
  static List<Info> pairs(List<String> strings) {
    var all = new ArrayList<Info>(strings.size());
    for (String text : strings) {
      all.add(Info.of(text));
    }
    return all;
  }
}
