package modbox.boot;

import java.util.List;

/**
 * {@code modbox kernel import PACKAGE [-o FILE]}: makes a module catalogue from a kernel package.
 */
final class KernelCommand {
  private KernelCommand() {}

  static int run(List<String> words) throws HostOptions.Answer {
    if (words.size() < 2 || !words.getFirst().equals("import")) {
      throw new HostOptions.Answer("modbox: usage: modbox kernel import PACKAGE [-o FILE]\n", 2);
    }
    return 0;
  }
}
