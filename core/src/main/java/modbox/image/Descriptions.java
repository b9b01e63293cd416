package modbox.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What modbox says, in words of its own, of modules that people meet often. */
final class Descriptions {
  private Descriptions() {}

  /** Sentences by module name. */
  static Map<String, String> read() throws IOException {
    var all = new TreeMap<String, String>();
    try (InputStream in = Descriptions.class.getResourceAsStream("descriptions")) {
      if (in != null) {
        for (String line : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n")) {
          int colon = line.indexOf(": ");
          if (colon > 0 && !line.startsWith("#")) {
            all.put(line.substring(0, colon), line.substring(colon + 2));
          }
        }
      }
    }
    return all;
  }
}
