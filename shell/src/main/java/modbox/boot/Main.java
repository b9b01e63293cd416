package modbox.boot;

import java.io.IOException;
import java.util.List;

/** Where the JVM begins. */
public final class Main {
  private Main() {}

  /** The host program; its exit status is that of the command, script or shell that it ran. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = HostArguments.bytes(arguments);
    int status;
    try {
      HostOptions options = HostOptions.parse(words);
      if (options.has("--warm-up")) {
        System.exit(0); // not halt: the JVM writes its cache on the orderly way out
      }
      status = 0;
    } catch (HostOptions.Answer answer) {
      (answer.status() == 0 ? System.out : System.err).print(answer.text());
      status = answer.status();
    }
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }
}
