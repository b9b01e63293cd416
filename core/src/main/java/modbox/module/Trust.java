package modbox.module;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.elf.Block;
import modbox.elf.ElfException;
import modbox.elf.ModuleSignature;
import modbox.elf.Source;
import modbox.image.Catalogue;
import modbox.log.Log;
import modbox.world.World;

/**
 * Signatures of modules. Source: Linux 6.1, kernel/module/signing.c and kernel/module_signature.c.
 */
public final class Trust {
  private static final String ENFORCE = "kernel.sig_enforce";
  private static final int INFO = 12;

  /**
   * An object without its signature.
   *
   * @param trusted whether a key that the kernel knows vouches for it
   */
  record Verified(Source object, boolean trusted) {}

  private final World world;
  private final Log log;
  private final Lockdown lockdown;
  private final Catalogue catalogue;

  Trust(World world, Log log, Lockdown lockdown, Catalogue catalogue) {
    this.world = world;
    this.log = log;
    this.lockdown = lockdown;
    this.catalogue = catalogue;
  }

  /** Whether modules without a trusted signature are refused. */
  public boolean enforced() {
    return world.count(ENFORCE) != 0;
  }

  /** Begins to refuse modules without a trusted signature; there is no way back. */
  public void enforce() {
    world.put(World.COUNTERS, ENFORCE, 1L);
  }

  /**
   * Looks at the signature of a file.
   *
   * @param mangled whether the caller asked to ignore versions, which makes it count as unsigned
   */
  Verified check(Source file, boolean mangled, String comm) throws ErrnoException {
    try {
      if (mangled || !ModuleSignature.marked(file)) {
        tolerate("unsigned module", comm);
        return new Verified(file, false);
      }
      return signed(file, comm);
    } catch (ElfException e) {
      throw Errno.EBADMSG.on(String.valueOf(e.getMessage()));
    }
  }

  /** What the image made itself and nobody has changed needs no look at its signature. */
  void checkOwn(boolean mangled, String comm) throws ErrnoException {
    if (mangled) {
      tolerate("unsigned module", comm);
    }
  }

  private Verified signed(Source file, String comm) throws ElfException, ErrnoException {
    long length = file.size() - ModuleSignature.MARKER.length();
    if (length <= INFO) {
      throw Errno.EBADMSG.on("module");
    }
    Block info = new Block(file.read(length - INFO, INFO), true);
    long size = info.u32(8);
    long rest = length - INFO;
    if (size >= rest) {
      throw Errno.EBADMSG.on("module");
    }
    Source object = new Front(file, rest - size);
    if (info.u8(2) != ModuleSignature.PKCS7) {
      log.err("module: not signed with expected PKCS#7 message");
      tolerate("module with unsupported crypto", comm);
      return new Verified(object, false);
    }
    if (info.u8(0) != 0 || info.u8(1) != 0 || (info.u32(3) >>> 8) != 0 || info.u16(6) != 0) {
      log.err("module: PKCS#7 signature info has unexpected non-zero params");
      throw Errno.EBADMSG.on("module");
    }
    byte[] message = file.read(rest - size, (int) size);
    byte[] content = object.read(0, (int) object.size());
    return switch (Pkcs7.verify(message, content, catalogue)) {
      case GOOD -> new Verified(object, true);
      case MALFORMED -> throw Errno.EBADMSG.on("module");
      case WRONG -> throw Errno.EKEYREJECTED.on("module");
      case NO_KEY -> {
        tolerate("module with unavailable key", comm);
        yield new Verified(object, false);
      }
      case UNSUPPORTED -> {
        tolerate("module with unsupported crypto", comm);
        yield new Verified(object, false);
      }
    };
  }

  private void tolerate(String reason, String comm) throws ErrnoException {
    if (enforced()) {
      log.notice("Loading of " + reason + " is rejected");
      throw Errno.EKEYREJECTED.on(reason);
    }
    if (lockdown.denies(Lockdown.INTEGRITY, "unsigned module loading", comm)) {
      throw Errno.EPERM.on(reason);
    }
  }

  /** The front part of a source. */
  private record Front(Source whole, long size) implements Source {
    @Override
    public byte[] read(long offset, int length) throws ElfException {
      if (offset < 0 || length < 0 || offset > size - length) {
        throw new ElfException("read outside of the file");
      }
      return whole.read(offset, length);
    }
  }
}
