package modbox.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the ahead-of-time caches are trained with: the ordinary ways through the program. There are
 * two of them, for every class in a cache costs each start that uses it.
 */
final class WarmUp {
  /** For shell lines and scripts. */
  private static final List<String> SHELL =
      List.of(
          "true",
          "ls -l / | head -n 3; modprobe -n -v e1000e; dmesg | tail -n 1; cat /etc/hostname",
          "plug usb-stick; udevadm settle; lsmod | sort | head -n 2; grep root /etc/passwd | cut"
              + " -d: -f1");

  /** For scenarios. */
  private static final String SCENARIO =
      "import { $ } from 'modbox'; console.log(await $`echo hello`);\n";

  private WarmUp() {}

  /**
   * Goes the ways.
   *
   * @param kind {@code js} for scenarios, anything else for the shell
   */
  static void run(String kind) throws HostOptions.Answer, IOException {
    if (kind.equals("js")) {
      Path file = Files.createTempFile("modbox", ".js");
      Files.writeString(file, SCENARIO);
      new Host(new HostOptions(Map.of(), List.of(file.toString()))).run();
      Files.delete(file);
      return;
    }
    for (String line : SHELL) {
      new Host(new HostOptions(Map.of("-c", line), List.of())).run();
    }
  }
}
