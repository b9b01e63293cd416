package modbox.fs.hostfs;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Names of host files as byte strings and back. */
final class HostNames {
  /** The encoding in which the JDK turns names into text. */
  private final Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  /** The bytes of a name; empty if the JDK has lost some of them. */
  Optional<String> bytes(String name) {
    byte[] bytes = name.getBytes(charset);
    String back = new String(bytes, charset);
    boolean kept = back.equals(name) && name.indexOf('\ufffd') < 0;
    return kept ? Optional.of(new String(bytes, StandardCharsets.ISO_8859_1)) : Optional.empty();
  }

  /** The host path of a byte string below a directory; empty if the host cannot have it. */
  Optional<Path> path(Path root, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    String text = new String(bytes, charset);
    if (!new String(text.getBytes(charset), StandardCharsets.ISO_8859_1).equals(name)
        || text.indexOf('\ufffd') >= 0
        || text.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    return Optional.of(name.isEmpty() ? root : root.resolve(text));
  }
}
