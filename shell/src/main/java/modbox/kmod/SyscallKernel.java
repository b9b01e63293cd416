package modbox.kmod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.WaitStatus;
import modbox.elf.Compression;
import modbox.elf.ElfException;
import modbox.kernel.ModuleCalls;
import modbox.kernel.Syscalls;
import modbox.user.In;

/** The kernel through system calls. */
public final class SyscallKernel implements Kernel {
  private static final int NONBLOCK = 0x800;
  private static final int TRUNC = 0x200;

  private final Syscalls sys;
  private final Flavour flavour;
  private final List<String> environment;

  public SyscallKernel(Syscalls sys, Flavour flavour, List<String> environment) {
    this.sys = sys;
    this.flavour = flavour;
    this.environment = List.copyOf(environment);
  }

  @Override
  public void insert(String path, String parameters, int flags) throws ErrnoException {
    int fd = sys.open(path, Open.RDONLY | Open.CLOEXEC);
    try {
      if (sys.fstat(fd).size() == 0) {
        throw Errno.EINVAL.on(path); // mmap(2) of nothing, before the kernel is asked
      }
      Compression form = form(fd);
      if (form == Compression.NONE) {
        sys.finitModule(fd, parameters, flags);
      } else if (flavour.isModern() && kernelUnpacks(form)) {
        sys.finitModule(fd, parameters, flags | ModuleCalls.COMPRESSED_FILE);
      } else {
        sys.initModule(ForcedImage.of(unpacked(path, form, fd), flags), parameters);
      }
    } finally {
      sys.close(fd);
    }
  }

  private Compression form(int fd) throws ErrnoException {
    var head = new byte[6];
    int count = sys.pread(fd, head, 0, head.length, 0);
    return Compression.of(count == head.length ? head : new byte[0]);
  }

  private byte[] unpacked(String path, Compression form, int fd) throws ErrnoException {
    try {
      return form.unpack(In.readAll(sys, fd));
    } catch (ElfException _) {
      throw Errno.EINVAL.on(path);
    }
  }

  private boolean kernelUnpacks(Compression form) {
    try {
      String known =
          new String(
                  new SyscallFiles(sys).read("/sys/module/compression"),
                  java.nio.charset.StandardCharsets.ISO_8859_1)
              .strip();
      return switch (form) {
        case GZIP -> known.equals("gzip");
        case XZ -> known.equals("xz");
        case ZSTD -> known.equals("zstd");
        case NONE -> false;
      };
    } catch (ErrnoException _) {
      return false; // a kernel without that file does not unpack
    }
  }

  @Override
  public void remove(String name, boolean force) throws ErrnoException {
    sys.deleteModule(name, force ? NONBLOCK | TRUNC : NONBLOCK);
  }

  @Override
  public int run(String command, String module) throws ErrnoException {
    var env = new ArrayList<>(environment);
    env.removeIf(e -> e.startsWith("MODPROBE_MODULE="));
    env.add("MODPROBE_MODULE=" + module);
    int child =
        sys.fork(
            () -> {
              sys.execve("/bin/sh", List.of("sh", "-c", command), env);
              return 127;
            });
    Optional<WaitStatus> status = sys.wait4(child, 0);
    return status.map(SyscallKernel::exitStatus).orElse(0);
  }

  /** WEXITSTATUS: 0 for a command that a signal ended. */
  private static int exitStatus(WaitStatus status) {
    return status.isExited() ? status.exitCode() : 0;
  }
}
