package modbox.user;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kernel.Syscalls;

/**
 * A running program: its name, its environment, the system calls, and standard output buffered as
 * stdio does it. Everything a program may touch comes through here.
 *
 * @param name argv[0] without its directory: what messages begin with
 * @param argv0 argv[0] as given
 * @param environment {@code NAME=value} strings
 * @param out standard output, flushed when the program ends
 */
public record Proc(String name, String argv0, List<String> environment, Syscalls sys, Out out) {
  public Proc {
    environment = List.copyOf(environment);
  }

  /** A process with its own buffer over descriptor 1. */
  public static Proc of(Syscalls sys, String argv0, List<String> environment) {
    String name = argv0.substring(argv0.lastIndexOf('/') + 1);
    return new Proc(name, argv0, environment, sys, new Out(sys, 1));
  }

  /** An environment variable; the last of a name wins. */
  public Optional<String> env(String variable) {
    String prefix = variable + "=";
    return environment.reversed().stream()
        .filter(e -> e.startsWith(prefix))
        .findFirst()
        .map(e -> e.substring(prefix.length()));
  }

  /**
   * Writes {@code NAME: MESSAGE} and a newline to standard error; standard output is flushed first.
   */
  public void complain(String message) throws ErrnoException {
    err(name + ": " + message + "\n");
  }

  /**
   * Writes text to standard error as it is; standard output is flushed first so that the order
   * holds.
   */
  public void err(String text) throws ErrnoException {
    out.flush();
    new Out(sys, 2).print(text).flush();
  }

  /** Complains and gives status 1. */
  public ExitStatus fail(String message) throws ErrnoException {
    complain(message);
    return ExitStatus.FAILURE;
  }

  /** Complains about a failed call on an object: {@code NAME: OBJECT: TEXT}. */
  public void complain(String object, ErrnoException e) throws ErrnoException {
    complain(object + ": " + e.errno().text());
  }

  /** What is done with each input file. */
  @FunctionalInterface
  public interface InputBody {
    void accept(String name, In in) throws ErrnoException, Failure;
  }

  /**
   * Opens each operand ({@code -}, or no operand at all, is standard input) and hands it on. A file
   * that cannot be opened or read is named on standard error, and the status is 1.
   */
  public ExitStatus eachInput(List<String> operands, InputBody body)
      throws ErrnoException, Failure {
    return eachInput(operands, Trouble.NAME, body);
  }

  /** How a file that cannot be used is told of. */
  public enum Trouble {
    /** {@code NAME: TEXT}. */
    NAME,
    /** {@code failed to open 'NAME' for reading: TEXT}: tac. */
    FAILED_TO_OPEN,
    /** {@code cannot open NAME: TEXT}: rev. */
    CANNOT_OPEN,
    /** {@code cannot open 'NAME' for reading: TEXT}, {@code error reading 'NAME': TEXT}. */
    OPENING_OR_READING;

    private String about(String name, boolean opened) {
      return switch (this) {
        case NAME -> Quote.ifNeeded(name);
        case CANNOT_OPEN -> "cannot open " + name;
        case FAILED_TO_OPEN -> "failed to open " + Quote.always(name) + " for reading";
        case OPENING_OR_READING ->
            opened
                ? "error reading " + Quote.always(name)
                : "cannot open " + Quote.always(name) + " for reading";
      };
    }
  }

  /** The same with the messages of head and tail. */
  public ExitStatus eachInput(List<String> operands, Trouble trouble, InputBody body)
      throws ErrnoException, Failure {
    ExitStatus status = ExitStatus.OK;
    for (String name : operands.isEmpty() ? List.of("-") : operands) {
      boolean opened = false;
      try {
        In in = In.open(this, name);
        opened = true;
        try {
          body.accept(name, in);
        } finally {
          in.close();
        }
      } catch (ErrnoException e) {
        if (e.what().equals(Out.WRITE_ERROR)) {
          throw e;
        }
        complain(trouble.about(name, opened), e);
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }

  /** A whole file as bytes. */
  public byte[] readFile(String path) throws ErrnoException {
    int fd = sys.open(path, Open.RDONLY | Open.CLOEXEC);
    try {
      return In.readAll(sys, fd);
    } finally {
      sys.close(fd);
    }
  }

  /** A whole file as a byte string. */
  public String readText(String path) throws ErrnoException {
    return new String(readFile(path), StandardCharsets.ISO_8859_1);
  }

  /** Replaces a file's content, as {@code >} does. */
  public void writeText(String path, String text) throws ErrnoException {
    int fd = sys.open(path, Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC, 0666);
    try {
      new Out(sys, fd).print(text).flush();
    } finally {
      sys.close(fd);
    }
  }
}
