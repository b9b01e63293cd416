package modbox.tool.text.sed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.user.In;
import modbox.user.Proc;

/** Runs a line in the shell: the e command. */
final class Shell {
  private static final int NOT_RUN = 127;

  private Shell() {}

  /** What the line prints. */
  static String output(Proc proc, String line) throws ErrnoException {
    proc.out().flush();
    int[] pipe = proc.sys().pipe(Open.CLOEXEC);
    int child =
        proc.sys()
            .fork(
                () -> {
                  proc.sys().dup2(pipe[1], 1, false);
                  proc.sys().execve("/bin/sh", List.of("sh", "-c", line), proc.environment());
                  return NOT_RUN;
                });
    proc.sys().close(pipe[1]);
    byte[] all = In.readAll(proc.sys(), pipe[0]);
    proc.sys().close(pipe[0]);
    proc.sys().wait4(child, 0);
    return new String(all, StandardCharsets.ISO_8859_1);
  }
}
