package modbox.boot;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;

/**
 * A machine that is kept from run to run in a file of the host. The file is replaced as a whole
 * when a run ends, so a run that is cut off leaves it as it was.
 */
final class StateFile {
  private static final String WHO = "modbox: ";

  private final Path file;
  private final String name;

  /** Status 2 for a directory that is not there or cannot be written. */
  StateFile(String name) throws HostOptions.Answer {
    this.name = HostArguments.toText(name);
    this.file = Path.of(this.name).toAbsolutePath();
    Path directory = file.getParent();
    if (directory == null || Files.isDirectory(file)) {
      throw new HostOptions.Answer(WHO + this.name + ": Is a directory\n", 2);
    }
    if (!Files.isDirectory(directory)) {
      throw new HostOptions.Answer(WHO + this.name + ": No such file or directory\n", 2);
    }
    if (!Files.isWritable(directory)) {
      throw new HostOptions.Answer(WHO + this.name + ": Permission denied\n", 2);
    }
  }

  /** The machine in the file; empty if there is no file. Status 2 for one that cannot be used. */
  Optional<Machine> load(MachineOptions options) throws HostOptions.Answer {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      return Optional.of(Machine.load(in, options));
    } catch (IOException e) {
      throw new HostOptions.Answer(WHO + name + ": " + e.getMessage() + "\n", 2);
    }
  }

  /** Puts the machine into the file. Status 2 if it cannot be written; then it is as it was. */
  void save(Machine machine) throws HostOptions.Answer {
    try {
      Path next = Files.createTempFile(file.getParent(), ".modbox", ".tmp");
      try {
        try (var out = new BufferedOutputStream(Files.newOutputStream(next))) {
          machine.save(out);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(next);
      }
    } catch (IOException e) {
      throw new HostOptions.Answer(WHO + name + ": " + e.getMessage() + "\n", 2);
    }
  }
}
