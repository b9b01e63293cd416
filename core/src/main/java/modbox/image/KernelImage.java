package modbox.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import modbox.elf.Block;
import modbox.elf.Compression;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.ModuleParam;
import modbox.elf.Section;
import modbox.elf.Source;
import org.tukaani.xz.SingleXZInputStream;

/**
 * The kernel proper inside of a vmlinuz file. Format: the x86 boot protocol (Linux,
 * Documentation/x86/boot.rst), 2.08 or newer.
 */
final class KernelImage {
  private static final int MOST = 1 << 29;
  private static final String BANNER = "Linux version ";

  private final Elf elf;

  private KernelImage(Elf elf) {
    this.elf = elf;
  }

  /** Unpacks a bzImage. */
  static KernelImage of(byte[] vmlinuz) throws ElfException {
    var file = new Block(vmlinuz, false);
    if (file.length() < 0x250 || file.u32(0x202) != 0x53726448 || file.u16(0x206) < 0x208) {
      throw new ElfException("not a Linux kernel image");
    }
    long sectors = file.u8(0x1f1) == 0 ? 4 : file.u8(0x1f1);
    long start = (sectors + 1) * 512 + file.u32(0x248);
    long length = file.u32(0x24c);
    if (start + length > file.length() || length < 8) {
      throw new ElfException("payload of the kernel image lies outside of the file");
    }
    byte[] payload = file.bytes((int) start, (int) length);
    long size = new Block(payload, false).u32(payload.length - 4);
    if (size > MOST) {
      throw new ElfException("kernel image unpacks to " + size + " bytes");
    }
    return new KernelImage(Elf.parse(Source.of(unpack(payload, (int) size))));
  }

  /** A compressed payload ends with its unpacked size, which decompressors do not expect. */
  private static byte[] unpack(byte[] payload, int size) throws ElfException {
    byte[] head = java.util.Arrays.copyOf(payload, 6);
    var bytes = new ByteArrayInputStream(payload, 0, payload.length - 4);
    try (InputStream in =
        Compression.of(head) == Compression.XZ
            ? new SingleXZInputStream(bytes)
            : Compression.of(head).stream(bytes)) {
      byte[] unpacked = in.readNBytes(size);
      if (unpacked.length != size) {
        throw new ElfException("kernel image ends too early");
      }
      return unpacked;
    } catch (IOException e) {
      throw new ElfException("kernel image cannot be unpacked", e);
    }
  }

  /** What the kernel exports to modules. */
  List<KernelSymbol> exports() throws ElfException {
    var all = new ArrayList<KernelSymbol>();
    exports("", false, all);
    exports("_gpl", true, all);
    return all;
  }

  private void exports(String suffix, boolean gpl, List<KernelSymbol> all) throws ElfException {
    Section table = need("__ksymtab" + suffix);
    Section strings = need("__ksymtab_strings");
    Block entries = elf.read(table);
    Block text = elf.read(strings);
    Optional<Block> crcs = elf.read("__kcrctab" + suffix);
    for (int at = 0; at + 12 <= entries.length(); at += 12) {
      long address = table.address() + at;
      String name = text.string(address + 4 + entries.s32(at + 4) - strings.address());
      int offset = entries.s32(at + 8);
      String space = offset == 0 ? "" : text.string(address + 8 + offset - strings.address());
      long crc = crcs.isEmpty() ? 0 : crcs.get().u32(at / 3);
      all.add(new KernelSymbol(name, KernelSymbol.KERNEL, gpl, space, crc));
    }
  }

  /** The parameters of the code in the kernel. */
  List<ModuleParam> params() throws ElfException {
    var names = new TreeMap<Long, String>();
    for (String suffix : List.of("", "_gpl")) {
      Section table = need("__ksymtab" + suffix);
      Section strings = need("__ksymtab_strings");
      Block entries = elf.read(table);
      Block text = elf.read(strings);
      for (int at = 0; at + 12 <= entries.length(); at += 12) {
        long address = table.address() + at;
        long name = address + 4 + entries.s32(at + 4) - strings.address();
        names.put(address + entries.s32(at), text.string(name));
      }
    }
    return new KernelParams(elf, names).read();
  }

  /** The line that the kernel prints first, without its newline. */
  String banner() throws ElfException {
    for (Section section : elf.sections()) {
      if (section.type() == Section.PROGBITS && section.name().startsWith(".rodata")) {
        byte[] bytes = elf.read(section).bytes();
        int at = indexOf(bytes, BANNER, 0);
        while (at >= 0 && bytes[at + BANNER.length()] == '%') {
          at = indexOf(bytes, BANNER, at + 1);
        }
        if (at >= 0) {
          return new Block(bytes, false).string(at).strip();
        }
      }
    }
    throw new ElfException("no version in the kernel image");
  }

  /** Certificates that are built in, in DER, as byte strings. */
  List<String> certificates() throws ElfException, IOException {
    var found = new ArrayList<String>();
    CertificateFactory factory;
    try {
      factory = CertificateFactory.getInstance("X.509");
    } catch (CertificateException e) {
      throw new IOException(e);
    }
    for (Section section : elf.sections()) {
      if (section.type() == Section.PROGBITS && !section.name().startsWith(".text")) {
        scan(elf.read(section).bytes(), factory, found);
      }
    }
    return found;
  }

  /**
   * A certificate is a long sequence that begins with another one and that a parser takes whole.
   */
  private static void scan(byte[] bytes, CertificateFactory factory, List<String> found) {
    for (int at = 0; at + 512 < bytes.length; at++) {
      if (bytes[at] != 0x30 || (bytes[at + 1] & 0xff) != 0x82) {
        continue;
      }
      if (bytes[at + 4] != 0x30 || (bytes[at + 5] & 0xff) != 0x82) {
        continue;
      }
      int length = 4 + ((bytes[at + 2] & 0xff) << 8) + (bytes[at + 3] & 0xff);
      if (length > 512 && at + length <= bytes.length) {
        try {
          factory.generateCertificate(new ByteArrayInputStream(bytes, at, length));
          found.add(new String(bytes, at, length, StandardCharsets.ISO_8859_1));
          at += length - 1;
        } catch (CertificateException _) {
          // other data that begin like one
        }
      }
    }
  }

  private Section need(String name) throws ElfException {
    return elf.section(name)
        .orElseThrow(() -> new ElfException("no section " + name + " in the kernel image"));
  }

  private static int indexOf(byte[] bytes, String text, int from) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = from; at + wanted.length < bytes.length; at++) {
      if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }
}
