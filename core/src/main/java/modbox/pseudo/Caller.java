package modbox.pseudo;

import modbox.abi.Credentials;

/**
 * The task on whose behalf a file is opened, read or written.
 *
 * @param pid its thread group
 */
public record Caller(int pid, Credentials credentials) {
  /** The kernel itself. */
  public static final Caller KERNEL = new Caller(0, Credentials.root());
}
