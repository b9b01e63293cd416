package modbox.elf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tools of the host that tests ask for a second opinion. */
public final class HostTools {
  private HostTools() {}

  /** Whether the tool is there. */
  public static boolean has(String tool) {
    return List.of("/usr/bin/", "/usr/sbin/", "/sbin/", "/bin/").stream()
        .anyMatch(dir -> Files.isExecutable(Path.of(dir + tool)));
  }

  /** Standard output and error of a command that must end with status 0. */
  public static String run(String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    int status = process.waitFor();
    if (status != 0) {
      throw new AssertionError(String.join(" ", command) + ": status " + status + "\n" + text);
    }
    return text;
  }
}
