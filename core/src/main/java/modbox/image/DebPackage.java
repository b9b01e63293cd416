package modbox.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import modbox.elf.Compression;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files of a Debian package. Format: deb(5). */
final class DebPackage {
  /** Sees each file of a package, in the package's order. */
  interface Visitor {
    /** {@code path} has no leading {@code ./}; the stream is good for this call only. */
    void file(String path, long size, InputStream content) throws IOException;
  }

  private DebPackage() {}

  /** Whether a file begins as a package does. */
  static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(8), java.nio.charset.StandardCharsets.ISO_8859_1)
          .equals("!<arch>\n");
    }
  }

  /** Walks through the regular files. */
  static void visit(Path deb, Visitor visitor) throws IOException {
    try (var ar =
        new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb), 1 << 16))) {
      for (ArArchiveEntry member = ar.getNextEntry(); member != null; member = ar.getNextEntry()) {
        if (member.getName().startsWith("data.tar")) {
          visitTar(unpacked(ar), visitor);
          return;
        }
      }
    }
    throw new IOException(deb + ": not a Debian package: no data.tar in it");
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    var data = new BufferedInputStream(in, 1 << 16);
    data.mark(16);
    byte[] head = data.readNBytes(6);
    data.reset();
    return Compression.of(head).stream(data);
  }

  @SuppressWarnings("resource") // the package's stream is closed by the caller
  private static void visitTar(InputStream in, Visitor visitor) throws IOException {
    var tar = new TarArchiveInputStream(in, "ISO-8859-1");
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      String path = entry.getName();
      if (entry.isFile()) {
        visitor.file(path.startsWith("./") ? path.substring(2) : path, entry.getSize(), tar);
      }
    }
  }
}
