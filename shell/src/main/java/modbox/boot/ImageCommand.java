package modbox.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import modbox.abi.Dirent;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.abi.Open;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Syscalls;
import modbox.user.In;
import org.jspecify.annotations.Nullable;

/**
 * {@code modbox image export DIR}: writes the module tree that a machine boots with, its objects
 * and its indexes, to a directory of the host, where the host's own tools can look at it.
 */
final class ImageCommand {
  private static final String USAGE = "modbox: usage: modbox image export DIRECTORY\n";

  private final Syscalls sys;
  private final Path target;
  private @Nullable IOException failure;
  private int count;

  private ImageCommand(Syscalls sys, Path target) {
    this.sys = sys;
    this.target = target;
  }

  static int run(List<String> words, MachineOptions machine) throws HostOptions.Answer {
    if (words.size() != 2 || !words.getFirst().equals("export")) {
      throw new HostOptions.Answer(USAGE, 2);
    }
    Path target = Path.of(HostArguments.toText(words.get(1)));
    var found = new ImageCommand[1];
    int status;
    try (Machine booted = Machine.boot(machine)) {
      status =
          booted.run(
              (sys, _, _) -> {
                found[0] = new ImageCommand(sys, target);
                return found[0].export(machine.release());
              },
              List.of("export"),
              List.of(),
              HostStreams.stdio());
    }
    ImageCommand command = found[0];
    if (command != null && command.failure != null) {
      throw new HostOptions.Answer("modbox: " + why(command.failure) + "\n", 1);
    }
    if (status == 0 && command != null) {
      System.out.println(target + ": " + command.count + " files");
    }
    return status;
  }

  private static String why(IOException e) {
    return e instanceof java.nio.file.FileSystemException f && f.getReason() != null
        ? f.getFile() + ": " + f.getReason()
        : String.valueOf(e.getMessage());
  }

  private int export(String release) {
    String tree = "lib/modules/" + release;
    try {
      copy("/" + tree, target.resolve(tree));
    } catch (ErrnoException e) {
      failure = new IOException("/" + tree + ": " + e.errno().text());
    }
    return failure == null ? 0 : 1;
  }

  private void copy(String from, Path to) throws ErrnoException {
    for (Dirent entry : list(from)) {
      String name = entry.name();
      if (failure != null || name.equals(".") || name.equals("..")) {
        continue;
      }
      sys.checkpoint();
      String path = from + "/" + name;
      Path file = to.resolve(HostArguments.toText(name));
      switch (sys.lstat(path).mode() & Mode.FMT) {
        case Mode.DIR -> copy(path, file);
        case Mode.LNK -> {
          String link = sys.readlink(path);
          host(to, () -> Files.createSymbolicLink(file, Path.of(HostArguments.toText(link))));
        }
        default -> {
          byte[] bytes = read(path);
          host(to, () -> Files.write(file, bytes));
          count++;
        }
      }
    }
  }

  private List<Dirent> list(String directory) throws ErrnoException {
    int fd = sys.open(directory, Open.RDONLY | Open.DIRECTORY | Open.CLOEXEC);
    try {
      return sys.getdents(fd);
    } finally {
      sys.close(fd);
    }
  }

  private byte[] read(String path) throws ErrnoException {
    int fd = sys.open(path, Open.RDONLY | Open.CLOEXEC);
    try {
      return In.readAll(sys, fd);
    } finally {
      sys.close(fd);
    }
  }

  @FunctionalInterface
  private interface HostCall {
    Path run() throws IOException;
  }

  /** Writes something into a directory of the host, which is made if it is not there. */
  private void host(Path directory, HostCall call) {
    failure =
        sys.outside(
                () -> {
                  try {
                    Files.createDirectories(directory);
                    var _ = call.run();
                    return Optional.<IOException>empty();
                  } catch (IOException e) {
                    return Optional.of(e);
                  }
                })
            .orElse(null);
  }
}
