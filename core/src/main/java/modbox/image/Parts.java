package modbox.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a catalogue by name, each deflated on its own behind the four bytes of its size, so
 * that reading one costs nothing for the others.
 */
@FunctionalInterface
interface Parts {
  /** The packed part, null if there is none of this name. */
  byte @Nullable [] packed(String name) throws IOException;

  /** The unpacked part, null if there is none of this name. */
  default byte @Nullable [] part(String name) throws IOException {
    byte[] packed = packed(name);
    if (packed == null) {
      return null;
    }
    int size = (int) new Unpack(packed).word();
    return Unpack.inflate(packed, 4, packed.length - 4, size);
  }

  /** The unpacked part, which must be there. */
  default byte[] need(String name) throws IOException {
    byte[] part = part(name);
    if (part == null) {
      throw new IOException("no part " + name + " in the catalogue");
    }
    return part;
  }

  /** A part as it is kept. */
  static byte[] pack(byte[] bytes) {
    return new Pack().word(bytes.length).bytes(Pack.deflate(bytes)).done();
  }

  /** Parts that come with modbox. */
  static Parts resources(String directory) {
    return name -> {
      try (InputStream in = Parts.class.getResourceAsStream(directory + "/" + name)) {
        return in == null ? null : in.readAllBytes();
      }
    };
  }

  /** Parts in a directory of the host. */
  static Parts in(Path directory) {
    return name -> {
      Path file = directory.resolve(name);
      return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    };
  }
}
