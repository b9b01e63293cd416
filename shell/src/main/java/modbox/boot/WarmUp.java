package modbox.boot;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the ahead-of-time cache is trained with: the ordinary ways through the program. */
final class WarmUp {
  private static final List<String> LINES =
      List.of(
          "true",
          "ls -l / | head -n 3; modprobe -n -v e1000e; dmesg | tail -n 1; cat /etc/hostname",
          "js -e 'import { $ } from \"modbox\"; console.log(await $`echo hello`)'",
          "plug usb-stick; udevadm settle; lsmod | sort | head -n 2; grep root /etc/passwd | cut"
              + " -d: -f1");

  private WarmUp() {}

  static void run() throws HostOptions.Answer, IOException {
    for (String line : LINES) {
      new Host(new HostOptions(Map.of("-c", line), List.of())).run();
    }
  }
}
