package modbox.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.ErrnoException;
import modbox.abi.HostOutput;
import modbox.abi.Open;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Stdio;
import modbox.kernel.Syscalls;
import modbox.kmod.Flavour;
import modbox.user.In;
import modbox.user.Out;
import modbox.user.Programs;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A bare machine with a case's root, in which its command line runs. */
final class KmodCaseMachine {
  record Result(int status, String out, String err, Map<String, String> files) {}

  private static final List<String> ENVIRONMENT =
      List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root");

  private KmodCaseMachine() {}

  static Result run(KmodCase one, Flavour flavour) throws IOException {
    String profile = flavour == Flavour.KMOD_30 ? "debian-12" : "debian-13";
    MachineOptions options =
        MachineOptions.of(new Programs(Families.of(profile)))
            .withBare(true)
            .withRelease(one.key("release", "4.4.4"))
            .withCommandLine(one.key("cmdline", "quiet"))
            .withProfile(profile);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var files = new LinkedHashMap<String, String>();
    try (Machine machine = Machine.boot(options)) {
      Stdio stdio = Stdio.of(sink(out), sink(err));
      machine.run(
          (sys, argv, env) -> {
            lay(sys, one);
            return 0;
          },
          List.of("lay"),
          List.of(),
          stdio);
      int status = machine.run(argv(one), ENVIRONMENT, stdio);
      machine.run(
          (sys, argv, env) -> {
            for (String path : one.outputs()) {
              files.put(path, read(sys, path));
            }
            return 0;
          },
          List.of("read"),
          List.of(),
          stdio);
      return new Result(
          status,
          out.toString(StandardCharsets.ISO_8859_1),
          err.toString(StandardCharsets.ISO_8859_1),
          files);
    }
  }

  private static List<String> argv(KmodCase one) {
    return List.of("/bin/sh", "-c", one.key("cmd", ""));
  }

  private static HostOutput sink(ByteArrayOutputStream target) {
    return target::write;
  }

  private static String read(Syscalls sys, String path) {
    try {
      int fd = sys.open(path, Open.RDONLY);
      String text = new String(In.readAll(sys, fd), StandardCharsets.ISO_8859_1);
      sys.close(fd);
      return text;
    } catch (ErrnoException e) {
      return e.errno().text();
    }
  }

  private static void lay(Syscalls sys, KmodCase one) throws ErrnoException {
    String root = "/kmod/roots/" + one.key("rootfs", "") + ".tar.xz";
    try (InputStream in = KmodCaseMachine.class.getResourceAsStream(root);
        var tar = new TarArchiveInputStream(new XZInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String path = "/" + entry.getName().replaceAll("^\\./", "");
        if (entry.isDirectory()) {
          if (path.equals("/lib/") && sys.lstat("/lib").isSymlink()) {
            sys.unlink("/lib"); // as under --rootfs, a directory takes the place of the link
          }
          makeDirectory(sys, path.replaceAll("/$", ""));
        } else if (entry.isSymbolicLink()) {
          sys.symlink(entry.getLinkName(), path);
        } else {
          write(sys, path, tar.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(root, e);
    }
    for (Map.Entry<String, String> file : one.overlay().entrySet()) {
      write(sys, file.getKey(), file.getValue().getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static void makeDirectory(Syscalls sys, String path) throws ErrnoException {
    for (int slash = path.indexOf('/', 1); ; slash = path.indexOf('/', slash + 1)) {
      String part = slash < 0 ? path : path.substring(0, slash);
      try {
        sys.stat(part.isEmpty() ? "/" : part);
      } catch (ErrnoException e) {
        sys.mkdir(part, 0755);
      }
      if (slash < 0) {
        return;
      }
    }
  }

  private static void write(Syscalls sys, String path, byte[] content) throws ErrnoException {
    makeDirectory(sys, path.substring(0, path.lastIndexOf('/')));
    int fd = sys.open(path, Open.WRONLY | Open.CREAT | Open.TRUNC, 0644);
    new Out(sys, fd).write(content).flush();
    sys.close(fd);
  }
}
