package modbox.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the indexes that depmod would write after a package was unpacked. */
record HostIndexes(Catalogue catalogue) {
  void write(Path directory) throws IOException {
    var indexes = new TreeIndexes(catalogue, catalogue.listing().ordered());
    for (String name : TreeIndexes.NAMES) {
      Files.write(directory.resolve(name), indexes.make(name));
    }
  }
}
