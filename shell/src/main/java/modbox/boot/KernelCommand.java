package modbox.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import modbox.image.Importer;
import modbox.image.KernelTree;

/**
 * Kernels of the host: {@code modbox kernel import PACKAGE [-o DIRECTORY]} makes a module catalogue
 * from a kernel package or a directory; {@code --kernel} boots with one.
 */
final class KernelCommand {
  private static final String USAGE =
      "modbox: usage: modbox kernel import PACKAGE [-o DIRECTORY]\n";

  /** The release that the modules of a catalogue say they are for. */
  private static final String RELEASE = "6.1.0-modbox";

  private KernelCommand() {}

  static int run(List<String> words) throws HostOptions.Answer {
    boolean named = words.size() == 4 && words.get(2).equals("-o");
    if (!(named || words.size() == 2) || !words.getFirst().equals("import")) {
      throw new HostOptions.Answer(USAGE, 2);
    }
    Path source = Path.of(HostArguments.toText(words.get(1)));
    Path target = Path.of(HostArguments.toText(named ? words.get(3) : "catalogue"));
    try {
      System.out.println(new Importer(KernelCommand::tell).run(source, target, RELEASE));
      return 0;
    } catch (IOException e) {
      throw new HostOptions.Answer("modbox: " + why(source, e) + "\n", 1);
    }
  }

  /** The kernel that {@code --kernel} names. */
  static KernelTree open(String name) throws HostOptions.Answer {
    Path source = Path.of(HostArguments.toText(name));
    try {
      return KernelTree.open(source, cache().resolve("kernel"), KernelCommand::tell);
    } catch (IOException e) {
      throw new HostOptions.Answer("modbox: " + why(source, e) + "\n", 2);
    }
  }

  private static String why(Path source, IOException e) {
    if (!Files.exists(source)) {
      return source + ": " + HostPaths.complaint(source, "No such file or directory");
    }
    return Files.isReadable(source)
        ? String.valueOf(e.getMessage())
        : source + ": Permission denied";
  }

  private static void tell(String progress) {
    System.err.println("modbox: " + progress);
  }

  private static Path cache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(dir -> dir.startsWith("/"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("modbox");
  }
}
