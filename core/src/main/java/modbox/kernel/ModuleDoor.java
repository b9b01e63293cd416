package modbox.kernel;

import modbox.abi.Capability;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.elf.Source;
import modbox.vfs.Data;
import modbox.vfs.Inode;
import modbox.vfs.OpenFile;
import modbox.vfs.Vfs;

/** Calls that load and unload modules. Source: Linux 6.1, kernel/module/main.c. */
final class ModuleDoor implements ModuleCalls {
  private static final int HEADER = 64;
  private static final int ALL_FLAGS = IGNORE_MODVERSIONS | IGNORE_VERMAGIC | COMPRESSED_FILE;

  private final Kernel kernel;
  private final ModuleWiring modules;

  ModuleDoor(Kernel kernel, ModuleWiring modules) {
    this.kernel = kernel;
    this.modules = modules;
  }

  private void mayLoad(String what) throws ErrnoException {
    if (!kernel.processes.self().credentials().has(Capability.SYS_MODULE)
        || modules.loader().disabled()) {
      throw Errno.EPERM.on(what);
    }
  }

  private String comm() {
    return kernel.processes.self().comm();
  }

  @Override
  public void initModule(byte[] image, String parameters) throws ErrnoException {
    mayLoad("init_module");
    if (image.length < HEADER) {
      throw Errno.ENOEXEC.on("init_module");
    }
    modules.loader().load(Source.of(image.clone()), 0, parameters, comm());
  }

  @Override
  public void finitModule(int fd, String parameters, int flags) throws ErrnoException {
    mayLoad("finit_module");
    if ((flags & ~ALL_FLAGS) != 0) {
      throw Errno.EINVAL.on("finit_module");
    }
    long id = kernel.files.file(fd);
    OpenFile file = kernel.vfs.open().row(id);
    if (!file.readable()) {
      throw Errno.EBADF.on("descriptor " + fd);
    }
    long size = size(id, file);
    if ((flags & COMPRESSED_FILE) != 0 && !modules.loader().settings().since612()) {
      throw Errno.EOPNOTSUPP.on("finit_module");
    }
    int order = stored(file);
    if (order >= 0) {
      modules.loader().loadStored(order, flags, parameters, comm());
    } else {
      load(id, size, flags, parameters);
    }
  }

  private void load(long id, long size, int flags, String parameters) throws ErrnoException {
    if (size > 1 << 28) {
      throw Errno.EFBIG.on("finit_module");
    }
    byte[] bytes = new byte[(int) size];
    int done = 0;
    while (done < bytes.length) {
      int count = kernel.vfs.open().pread(id, bytes, done, bytes.length - done, done);
      if (count <= 0) {
        throw Errno.EIO.on("finit_module");
      }
      done += count;
    }
    Source source = Source.of(bytes);
    if ((flags & COMPRESSED_FILE) != 0) {
      try {
        source = modbox.elf.Compression.unpacked(source);
      } catch (modbox.elf.ElfException e) {
        throw Errno.EINVAL.on("finit_module");
      }
    }
    modules.loader().load(source, flags, parameters, comm());
  }

  private long size(long id, OpenFile file) throws ErrnoException {
    if (!file.kind().equals(OpenFile.FILE)
        || (kernel.vfs.open().stat(id).mode() & Mode.FMT) != Mode.REG) {
      throw Errno.EINVAL.on("finit_module");
    }
    for (OpenFile other : kernel.world.rows(Vfs.FILES)) {
      if (other.writable()
          && other.kind().equals(OpenFile.FILE)
          && other.place().node().equals(file.place().node())) {
        throw Errno.ETXTBSY.on("finit_module");
      }
    }
    long size = kernel.vfs.open().stat(id).size();
    if (size == 0) {
      throw Errno.EINVAL.on("finit_module");
    }
    return size;
  }

  /** The catalogue's position of a file that is still as the image made it, else negative. */
  private int stored(OpenFile file) throws ErrnoException {
    Inode inode = kernel.vfs.store().inode(file.place().node());
    return inode.data() instanceof Data.File data
            && data.layer().equals(ModuleFiles.NAME)
            && data.pages().isEmpty()
            && data.base() == inode.size()
        ? modules.tree().order(data.path())
        : -1;
  }

  @Override
  public void deleteModule(String name, int flags) throws ErrnoException {
    mayLoad("delete_module");
    modules.loader().delete(name, flags);
  }
}
