package modbox.world;

import java.io.IOException;

/** How values of one type are written and read back. */
interface Codec {
  /** Writes a value; {@link IllegalArgumentException} names a value that is not plain data. */
  void write(ValueWriter out, Object value) throws IOException;

  /** Reads a value equal to the one that was written. */
  Object read(ValueReader in) throws IOException;
}
