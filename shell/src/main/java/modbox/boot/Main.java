package modbox.boot;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Where the JVM begins. */
public final class Main {
  private static final int INTERNAL_ERROR = 70;

  private Main() {}

  /** The host program; its exit status is that of the command, script or shell that it ran. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = HostArguments.bytes(arguments);
    int status;
    try {
      HostOptions options = HostOptions.parse(words);
      if (options.has("--warm-up")) {
        WarmUp.run(options.value("--warm-up").orElseThrow());
        System.exit(0); // not halt: the JVM writes its cache on the orderly way out
      }
      if (options.has("--make-machine")) {
        BootImage.write(Path.of(options.value("--make-machine").orElseThrow()));
        System.exit(0);
      }
      status = new Host(options).run();
    } catch (HostOptions.Answer answer) {
      PrintStream target = answer.status() == 0 ? System.out : System.err;
      target.print(answer.text());
      status = answer.status();
    } catch (RuntimeException
        | Error defect) { // the last line of defence: a defect of ours, told without a trace
      status = report(defect);
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(status); // no hooks to wait for; the machine is gone with the process
  }

  private static int report(Throwable defect) {
    System.err.println("modbox: internal error: " + defect);
    if (System.getenv("MODBOX_DEBUG") != null) {
      defect.printStackTrace();
    } else {
      System.err.println("modbox: set MODBOX_DEBUG=1 to see where");
    }
    return INTERNAL_ERROR;
  }
}
