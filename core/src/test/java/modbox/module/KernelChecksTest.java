package modbox.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import modbox.abi.Errno;
import modbox.elf.Elf;
import modbox.elf.Section;
import modbox.elf.Source;
import modbox.pseudo.Caller;
import modbox.pseudo.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The loader's checks in the kernel's order; after a refusal nothing of the module is left. */
final class KernelChecksTest {
  private static final long CRC = 0x11111111;

  /** What the first module from outside brings with it, whatever else is the matter. */
  private static final String OUTSIDE = "m: loading out-of-tree module taints kernel.";

  private static final String UNSIGNED =
      "m: module verification failed: signature and/or required key missing - tainting kernel";
  private static final String LAYOUT = "m: no symbol version for module_layout";
  private static final String LOCKS = "Disabling lock debugging due to kernel taint";

  /** What is wrong, the errno if refused, the kernel's taint letters and log lines afterwards. */
  private record Row(
      String what, byte[] object, @Nullable Errno errno, String taint, List<String> log) {}

  private final List<Row> rows = new ArrayList<>();

  private void row(String what, byte[] object, @Nullable Errno errno, String taint, String... log) {
    rows.add(new Row(what, object, errno, taint, List.of(log)));
  }

  private static Objects module() {
    return Objects.module("m");
  }

  /** An object with bytes changed at a place that a section's header gives. */
  private static byte[] section(Objects object, String name, int field, int value) {
    return patched(
        object.bytes(),
        elf -> {
          ByteBuffer bytes = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
          int header = (int) bytes.getLong(40) + 64 * index(elf, name);
          bytes.putInt(header + field, value);
          return elf;
        });
  }

  private static byte[] content(Objects object, String name, int offset, int value) {
    return patched(
        object.bytes(),
        elf -> {
          ByteBuffer bytes = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
          int header = (int) bytes.getLong(40) + 64 * index(elf, name);
          bytes.putInt((int) bytes.getLong(header + 24) + offset, value);
          return elf;
        });
  }

  private static byte[] patched(byte[] object, UnaryOperator<byte[]> change) {
    return change.apply(object.clone());
  }

  private static int index(byte[] object, String name) {
    try {
      for (Section section : Elf.parse(Source.of(object)).sections()) {
        if (section.name().equals(name)) {
          return section.index();
        }
      }
    } catch (modbox.elf.ElfException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError(name);
  }

  /** A name of the object's own tables spelt otherwise. */
  private static byte[] renamed(Objects object, String name) {
    String text = new String(object.bytes(), StandardCharsets.ISO_8859_1);
    String other = name.substring(0, name.length() - 1) + "x";
    return text.replace(name + "\0", other + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] signed(byte[] body, int... trailer) {
    byte[] mark = "~Module signature appended~\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(body, body.length + 12 + mark.length);
    for (int i = 0; i < trailer.length; i++) {
      all[body.length + i] = (byte) trailer[i];
    }
    System.arraycopy(mark, 0, all, body.length + 12, mark.length);
    return all;
  }

  private void signatures() {
    byte[] body = module().bytes();
    row(
        "signature longer than the file",
        signed(body, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0),
        Errno.EBADMSG,
        "");
    row(
        "reserved fields of the signature",
        signed(body, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 4),
        Errno.EBADMSG,
        "",
        "module: PKCS#7 signature info has unexpected non-zero params");
  }

  private void frame() {
    row(
        "no file name table",
        patched(
            module().bytes(),
            elf -> {
              elf[62] = 0;
              return elf;
            }),
        Errno.ENOEXEC,
        "",
        "Invalid ELF section name index: 0 || e_shstrndx (0) >= e_shnum ("
            + (module().bytes()[60] & 0xff)
            + ")");
    row(
        "name table not there",
        section(module(), ".shstrtab", 24, 0x7fffffff),
        Errno.ENOEXEC,
        "",
        "Invalid ELF section hdr(type 3)");
    row(
        "name table empty",
        section(module(), ".shstrtab", 32, 0),
        Errno.ENOEXEC,
        "",
        "empty section name table");
    row(
        "name table without end",
        section(module(), ".shstrtab", 32, 3),
        Errno.ENOEXEC,
        "",
        "ELF Spec violation: section name table isn't null terminated");
    row(
        "section outside",
        section(module(), ".text", 24, 0x7fffffff),
        Errno.ENOEXEC,
        "",
        "Invalid ELF section in module (section 1 type 1)");
    row(
        "stripped",
        section(module(), ".symtab", 4, 1),
        Errno.ENOEXEC,
        "",
        "m: module has no symbols (stripped?)");
    row(
        "no this_module",
        renamed(module(), ".gnu.linkonce.this_module"),
        Errno.ENOEXEC,
        "",
        "m: No module found in object");
  }

  private void origin() {
    row(
        "layout",
        module().imports("module_layout", CRC).bytes(),
        Errno.ENOEXEC,
        "",
        "m: disagrees about version of symbol module_layout");
    row(
        "magic",
        module().with("vermagic=1 SMP").bytes(),
        Errno.ENOEXEC,
        "",
        LAYOUT,
        "m: version magic '1 SMP' should be '" + Objects.MAGIC + "'");
    row(
        "no magic",
        module().without("vermagic").bytes(),
        null,
        "FOE",
        LAYOUT,
        "m: bad vermagic: kernel tainted.",
        LOCKS,
        OUTSIDE,
        UNSIGNED);
    row("in tree", module().with("intree=Y").bytes(), null, "E", LAYOUT, UNSIGNED);
    row(
        "no retpoline",
        module().without("retpoline").bytes(),
        null,
        "OE",
        LAYOUT,
        OUTSIDE,
        "Spectre V2 : System may be vulnerable to spectre v2",
        "m: loading module not compiled with retpoline compiler.",
        UNSIGNED);
    row(
        "staging",
        module().with("staging=Y").bytes(),
        null,
        "COE",
        LAYOUT,
        OUTSIDE,
        "m: module is from the staging directory, the quality is unknown, you have been warned.",
        UNSIGNED);
    row(
        "live patch",
        module().with("livepatch=Y").bytes(),
        null,
        "OEK",
        LAYOUT,
        OUTSIDE,
        "m: tainting kernel with TAINT_LIVEPATCH",
        UNSIGNED);
    row(
        "no licence",
        module().without("license").bytes(),
        null,
        "POE",
        LAYOUT,
        OUTSIDE,
        "m: module license 'unspecified' taints kernel.",
        LOCKS,
        UNSIGNED);
    row(
        "other licence",
        module().with("license=Mine").bytes(),
        null,
        "POE",
        LAYOUT,
        OUTSIDE,
        "m: module license 'Mine' taints kernel.",
        LOCKS,
        UNSIGNED);
    row(
        "test",
        module().with("test=Y").bytes(),
        null,
        "OEN",
        LAYOUT,
        OUTSIDE,
        "m: loading test module taints kernel.",
        UNSIGNED);
    row(
        "writable code",
        module().withWritableCode().bytes(),
        Errno.ENOEXEC,
        "O",
        LAYOUT,
        OUTSIDE,
        "m: section .text (index 1) has invalid WRITE|EXEC flags");
  }

  private void symbols() {
    row(
        "unknown symbol",
        module().imports("no_such", CRC).bytes(),
        Errno.ENOENT,
        "OE",
        LAYOUT,
        OUTSIDE,
        UNSIGNED,
        "m: Unknown symbol no_such (err -2)");
    row(
        "two of them, all told",
        module().imports("no_such", CRC).needs("nor_this").bytes(),
        Errno.ENOENT,
        "OE",
        LAYOUT,
        OUTSIDE,
        UNSIGNED,
        "m: Unknown symbol no_such (err -2)",
        "m: Unknown symbol nor_this (err -2)");
    row(
        "other version",
        module().imports("_printk", 1).bytes(),
        Errno.EINVAL,
        "OE",
        LAYOUT,
        OUTSIDE,
        UNSIGNED,
        "m: disagrees about version of symbol _printk",
        "m: Unknown symbol _printk (err -22)");
    row(
        "a version that is missing is told once, here of module_layout, and let go",
        module().imports("no_such", 1).needs("_printk").bytes(),
        Errno.ENOENT,
        "OE",
        LAYOUT,
        OUTSIDE,
        UNSIGNED,
        "m: Unknown symbol no_such (err -2)");
    row(
        "no versions at all",
        module().needs("_printk").withoutVersions().bytes(),
        null,
        "FOE",
        "m: module_layout: kernel tainted.",
        LOCKS,
        OUTSIDE,
        UNSIGNED);
    row(
        "for the GPL only",
        module().with("license=Mine").imports("device_create", CRC).bytes(),
        Errno.ENOENT,
        "POE",
        LAYOUT,
        OUTSIDE,
        "m: module license 'Mine' taints kernel.",
        LOCKS,
        UNSIGNED,
        "m: Unknown symbol device_create (err -2)");
    row(
        "exports without checksums",
        renamed(module().exports("own"), "__crc_own"),
        null,
        "FOE",
        LAYOUT,
        OUTSIDE,
        UNSIGNED,
        "m: no versions for exported symbols: kernel tainted.",
        LOCKS);
    row(
        "the kernel's own name",
        module().exports("_printk").bytes(),
        Errno.ENOEXEC,
        "OE",
        LAYOUT,
        OUTSIDE,
        UNSIGNED,
        "m: exports duplicate symbol _printk (owned by kernel)");
    row(
        "unknown relocation",
        content(module().needs("_printk").withoutVersions(), ".rela.text", 8, 99),
        Errno.ENOEXEC,
        "FOE",
        "m: module_layout: kernel tainted.",
        LOCKS,
        OUTSIDE,
        UNSIGNED,
        "m: Unknown rela relocation: 99");
  }

  private static String modules(Rig rig) {
    var out = new Text(Caller.KERNEL);
    new ModulesFile(rig.loader, new Visibility(rig.world)).show(out);
    return out.toString();
  }

  private static String letters(Rig rig) {
    var letters = new StringBuilder();
    String all = "PFSRMBUDAWCIOELKXTN";
    for (int bit = 0; bit < all.length(); bit++) {
      if ((rig.loader.taint().mask() & 1L << bit) != 0) {
        letters.append(all.charAt(bit));
      }
    }
    return letters.toString();
  }

  @TestFactory
  Stream<DynamicTest> rows() {
    signatures();
    frame();
    origin();
    symbols();
    return rows.stream().map(row -> DynamicTest.dynamicTest(row.what(), () -> holds(row)));
  }

  private static void holds(Row row) {
    var rig = Rig.standard();
    Errno errno = rig.load(row.object(), 0, "");
    List<String> told = rig.told();
    assertThat(told).isEqualTo(row.log());
    assertThat(errno).isEqualTo(row.errno());
    assertThat(letters(rig)).isEqualTo(row.taint());
    if (row.errno() == null) {
      assertThat(modules(rig)).startsWith("m ").contains(" Live ");
      assertThat(rig.delete("m", 0)).isNull();
    }
    assertThat(modules(rig)).isEmpty();
    assertThat(rig.load(module().exports("own").bytes(), 0, "")).isNull();
  }
}
