package modbox.kmod;

import java.util.Optional;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.Section;
import modbox.elf.Source;
import modbox.kernel.ModuleCalls;

/**
 * A module's image made acceptable without the kernel's help: init_module(2) has no flags, so kmod
 * hides the version section and blanks the version magic in memory.
 */
final class ForcedImage {
  private ForcedImage() {}

  /** The image with what the flags ignore taken out; an image that is no object stays as it is. */
  static byte[] of(byte[] image, int flags) {
    if (flags == 0) {
      return image;
    }
    byte[] changed = image.clone();
    try {
      Elf elf = Elf.parse(Source.of(image));
      if ((flags & ModuleCalls.IGNORE_MODVERSIONS) != 0) {
        hideVersions(elf, changed);
      }
      if ((flags & ModuleCalls.IGNORE_VERMAGIC) != 0) {
        blankMagic(elf, changed);
      }
      return changed;
    } catch (ElfException _) {
      return image; // the kernel is to say what is wrong with it
    }
  }

  private static void hideVersions(Elf elf, byte[] image) throws ElfException {
    Optional<Section> section = elf.section("__versions");
    if (section.isEmpty() || !elf.wide() || elf.bigEndian()) {
      return;
    }
    long table = 0;
    for (int i = 7; i >= 0; i--) {
      table = table << 8 | (image[40 + i] & 0xff);
    }
    int flags = (int) table + 64 * section.get().index() + 8;
    image[flags] &= ~(byte) Section.ALLOC;
  }

  private static void blankMagic(Elf elf, byte[] image) throws ElfException {
    Optional<Section> section = elf.section(".modinfo");
    if (section.isEmpty()) {
      return;
    }
    int start = (int) section.get().offset();
    int end = start + (int) section.get().size();
    byte[] key = "vermagic=".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    for (int at = start; at < end; ) {
      int next = at;
      while (next < end && image[next] != 0) {
        next++;
      }
      if (next - at >= key.length
          && java.util.Arrays.equals(image, at, at + key.length, key, 0, key.length)) {
        java.util.Arrays.fill(image, at, next, (byte) 0);
        return;
      }
      at = next + 1;
    }
  }
}
