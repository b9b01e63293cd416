package modbox.tool.text.awk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.WaitStatus;
import modbox.kernel.Syscalls;
import modbox.user.Failure;
import modbox.user.Out;
import modbox.user.Proc;

/** Files and commands that the program reads and writes by name. */
final class Streams {
  private static final int NOT_RUN = 127;
  private static final int SIGNALLED = 256;

  private record Output(Out out, int fd, int child) {}

  private record Input(RecordReader reader, int child) {}

  private final Proc proc;
  private final Syscalls sys;
  private final Map<String, Output> outputs = new LinkedHashMap<>();
  private final Map<String, Input> inputs = new LinkedHashMap<>();
  private final Map<String, Input> commands = new LinkedHashMap<>();

  Streams(Proc proc) {
    this.proc = proc;
    sys = proc.sys();
  }

  /** Where {@code > >> |} write. */
  Out output(String name, String redirection) throws ErrnoException, Failure {
    Output output = outputs.get(name);
    if (output == null) {
      output = redirection.equals("|") ? writeTo(name) : create(name, redirection.equals(">>"));
      outputs.put(name, output);
    }
    return output.out();
  }

  private Output create(String name, boolean append) throws Failure {
    if (name.equals("-") || name.equals("/dev/stdout")) {
      return new Output(proc.out(), -1, -1);
    } else if (name.equals("/dev/stderr")) {
      return new Output(new Out(sys, 2), -1, -1);
    }
    int how = Open.WRONLY | Open.CREAT | Open.CLOEXEC | (append ? Open.APPEND : Open.TRUNC);
    try {
      int fd = sys.open(name, how, 0666);
      return new Output(new Out(sys, fd), fd, -1);
    } catch (ErrnoException e) {
      throw new Failure(2, "cannot open \"" + name + "\" for output (" + e.errno().text() + ")");
    }
  }

  private Output writeTo(String command) throws ErrnoException {
    flush();
    int[] pipe = sys.pipe(Open.CLOEXEC);
    int child = start(command, pipe[0], 0);
    sys.close(pipe[0]);
    return new Output(new Out(sys, pipe[1]), pipe[1], child);
  }

  /** Starts the command in the shell, with {@code end} as its descriptor {@code as}. */
  private int start(String command, int end, int as) throws ErrnoException {
    return sys.fork(
        () -> {
          if (end >= 0) {
            sys.dup2(end, as, false);
          }
          sys.execve("/bin/sh", List.of("sh", "-c", command), proc.environment());
          return NOT_RUN;
        });
  }

  /** A file to read records from; empty if it cannot be opened. */
  Optional<RecordReader> file(String name) {
    Input input = inputs.get(name);
    if (input == null) {
      try {
        boolean standard = name.equals("-") || name.equals("/dev/stdin");
        int fd = standard ? 0 : sys.open(name, Open.RDONLY | Open.CLOEXEC);
        input = new Input(new RecordReader(sys, fd), -1);
      } catch (ErrnoException e) {
        return Optional.empty();
      }
      inputs.put(name, input);
    }
    return Optional.of(input.reader());
  }

  /** A command to read records from. */
  RecordReader command(String command) throws ErrnoException {
    Input input = commands.get(command);
    if (input == null) {
      flush();
      int[] pipe = sys.pipe(Open.CLOEXEC);
      int child = start(command, pipe[1], 1);
      sys.close(pipe[1]);
      input = new Input(new RecordReader(sys, pipe[0]), child);
      commands.put(command, input);
    }
    return input.reader();
  }

  /** Flushes one output; -1 if there is none of that name. */
  int flush(String name) throws ErrnoException {
    Output output = outputs.get(name);
    if (output == null) {
      return -1;
    }
    output.out().flush();
    return 0;
  }

  /** Flushes all outputs. */
  void flush() throws ErrnoException {
    proc.out().flush();
    for (Output output : outputs.values()) {
      output.out().flush();
    }
  }

  /** Runs a command and waits for it: its status. */
  int system(String command) throws ErrnoException {
    flush();
    return await(start(command, -1, -1));
  }

  /** Closes all that has the name: a command's status, 0 for files, -1 if nothing was open. */
  int close(String name) throws ErrnoException {
    int status = -1;
    Output output = outputs.remove(name);
    if (output != null) {
      status = close(output);
    }
    for (Map<String, Input> open : List.of(inputs, commands)) {
      Input input = open.remove(name);
      if (input != null) {
        input.reader().close();
        status = input.child() < 0 ? 0 : await(input.child());
      }
    }
    return status;
  }

  private int close(Output output) throws ErrnoException {
    output.out().flush();
    if (output.fd() >= 0) {
      sys.close(output.fd());
    }
    return output.child() < 0 ? 0 : await(output.child());
  }

  /** What happens at the end: commands that are written to end before the rest is written out. */
  void finish() throws ErrnoException {
    for (Output output : outputs.values()) {
      if (output.fd() >= 0) {
        close(output);
      }
    }
    for (Output output : outputs.values()) {
      if (output.fd() < 0) {
        output.out().flush();
      }
    }
    for (Input input : commands.values()) {
      input.reader().close();
      await(input.child());
    }
  }

  private int await(int child) throws ErrnoException {
    while (true) {
      try {
        Optional<WaitStatus> status = sys.wait4(child, 0);
        if (status.isEmpty()) {
          return -1;
        }
        int word = status.get().status();
        return status.get().isExited() ? word >> 8 : SIGNALLED + (word & 0x7f);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINTR) {
          return -1; // somebody else has waited for it
        }
      }
    }
  }
}
