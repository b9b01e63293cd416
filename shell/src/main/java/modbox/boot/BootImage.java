package modbox.boot;

import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.user.Programs;

/**
 * The default machine as it stands after its boot: saved when modbox is built, so that a start need
 * not boot it. It differs in nothing from one that is booted now; whatever has gone wrong with the
 * file, the machine is booted.
 */
final class BootImage {
  /** Where the launcher says that the file is. Its name holds the digest of the code it is for. */
  private static final String PROPERTY = "modbox.machine";

  /** Bytes of the length in front of the list. */
  private static final int HEAD = 4;

  private BootImage() {}

  /** Boots a machine and brings it to the rest that a saved one begins with. */
  static Machine boot(MachineOptions options, List<String> environment) {
    try (Machine booted = Machine.boot(options)) {
      Init.run(booted, environment);
      booted.settle();
      return booted.fork();
    }
  }

  /** Boots the default machine and writes it, after the list of its root and that one's length. */
  static void write(Path file) throws IOException {
    try (Machine machine = boot(options(), environment());
        var out = new DataOutputStream(Files.newOutputStream(file))) {
      byte[] list = Machine.rootList().getBytes(StandardCharsets.ISO_8859_1);
      out.writeInt(list.length);
      out.write(list);
      machine.save(out);
    }
  }

  /** The options of the saved machine. */
  static MachineOptions options() {
    return MachineOptions.of(new Programs(Families.of("debian-12")));
  }

  /** What daemons are started with; a terminal's own variables are not among it. */
  static List<String> environment() {
    return List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  }

  /**
   * The saved machine.
   *
   * @param options that differ from the default ones in seed and clock at most: nothing of the boot
   *     depends on them
   */
  static Optional<Machine> open(MachineOptions options) {
    String name = System.getProperty(PROPERTY);
    Path file = name == null ? null : Path.of(name);
    if (file == null || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(Files.readAllBytes(file), options));
    } catch (IOException _) {
      return Optional.empty(); // it is only a short cut
    }
  }

  /** The machine in the bytes of a file that {@link #write} has written. */
  static Machine read(byte[] bytes, MachineOptions options) throws IOException {
    int length = bytes.length < HEAD ? -1 : ByteBuffer.wrap(bytes).getInt();
    if (length < 0 || length > bytes.length - HEAD) {
      throw new IOException("not a saved machine");
    }
    String list = new String(bytes, HEAD, length, StandardCharsets.ISO_8859_1);
    int from = HEAD + length;
    return Machine.open(new ByteArrayInputStream(bytes, from, bytes.length - from), list, options);
  }
}
