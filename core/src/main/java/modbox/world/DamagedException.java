package modbox.world;

import java.io.IOException;

/** A saved machine that cannot be read; the message is one line for people. */
public final class DamagedException extends IOException {
  DamagedException(String message) {
    super(message);
  }
}
