package modbox.boot;

/** What the ahead-of-time cache is trained with: the ordinary ways through the program. */
final class WarmUp {
  private WarmUp() {}

  static void run() throws HostOptions.Answer, java.io.IOException {
    new Host(new HostOptions(java.util.Map.of("-c", "true"), java.util.List.of())).run();
  }
}
